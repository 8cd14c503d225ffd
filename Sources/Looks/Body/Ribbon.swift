import Foundation

/// A flat band that lies on a surface: plackets, straps, belts, laces.
struct Ribbon {
  var path: [Vector]
  /// Outward directions along the path.
  var normals: [Vector]
  var width: Double
  var thickness: Double
  var color: Vector

  func patch() -> Patch {
    var lattice = Lattice()
    let along = tangents(path)
    var rings: [[Int]] = []
    for i in path.indices {
      let n = (normals[i] - along[i] * dot(normals[i], along[i])).normalized
      let side = cross(along[i], n)
      let section = [(-1.0, -0.3), (-0.94, 0.7), (-0.5, 1), (0.5, 1), (0.94, 0.7), (1, -0.3)]
      rings.append(lattice.add(section.map { path[i] + side * (width * $0.0) + n * (thickness * $0.1) }))
    }
    for i in rings.indices.dropLast() { lattice.strip(rings[i], rings[i + 1], color) }
    if let first = rings.first, let last = rings.last {
      lattice.cap(first.reversed(), path[0], color)
      lattice.cap(last, path[path.count - 1], color)
    }
    let middle = path
    return lattice.patch { p in
      middle.min { ($0 - p).length < ($1 - p).length } ?? .zero
    }
  }
}
