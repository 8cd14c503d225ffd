import Foundation

/// A surface of rings along a path: sleeves, legs, torso, fingers, clips.
struct Tube {
  var path: [Vector]
  /// Half widths across the path and `up`; a single value holds for all rings.
  var width: [Double]
  /// Half depths along `up`; a single value holds for all rings.
  var depth: [Double]
  /// Colours per ring; a single one holds for all. Where they change the ring is doubled for a crisp edge.
  var colors: [Vector]
  var segments = 16
  /// A direction that is nowhere along the path.
  var up = Vector(0, 0, 1)
  /// 2 is an ellipse, more is boxier.
  var exponent = 2.0
  var cappedStart = true
  var cappedEnd = true

  func patch() -> Patch {
    let along = tangents(path)
    var positions: [Vector] = []
    var tones: [Vector] = []
    var welds: [Int] = []
    var centers: [Vector] = []
    var rings = 0
    for i in path.indices {
      let tone = colors[min(i, colors.count - 1)]
      let previous = colors[min(max(i - 1, 0), colors.count - 1)]
      for color in tone == previous ? [tone] : [previous, tone] {
        ring(i, along[i], into: &positions)
        for k in 0..<segments {
          tones.append(color)
          welds.append(i * segments + k)
          centers.append(path[i])
        }
        rings += 1
      }
    }
    var triangles = latticeTriangles(rows: rings, columns: segments, closed: true)
    let last = path.count - 1
    let ends = [(cappedStart, 0, 0, path[0]), (cappedEnd, (rings - 1) * segments, 1, path[last])]
    for (isCapped, first, end, center) in ends where isCapped {
      let pole = UInt32(positions.count)
      positions.append(center)
      tones.append(tones[first])
      welds.append(path.count * segments + end)
      centers.append(center)
      for k in 0..<segments {
        let a = UInt32(first + k)
        let b = UInt32(first + (k + 1) % segments)
        triangles += end == 0 ? [pole, a, b] : [pole, b, a]
      }
    }
    let patch = Patch(positions: positions, triangles: triangles, colors: tones, welds: welds)
    return patch.facingAway { centers[$0] }
  }

  private func ring(_ i: Int, _ tangent: Vector, into positions: inout [Vector]) {
    let across = cross(tangent, up).normalized
    let front = cross(across, tangent)
    let w = width[min(i, width.count - 1)]
    let d = depth[min(i, depth.count - 1)]
    for k in 0..<segments {
      let a = Double(k) / Double(segments) * 2 * .pi
      positions.append(path[i] + across * (w * rounded(cos(a))) + front * (d * rounded(sin(a))))
    }
  }

  /// Superellipse coordinate.
  private func rounded(_ x: Double) -> Double {
    exponent == 2 ? x : (x < 0 ? -1 : 1) * pow(abs(x), 2 / exponent)
  }

  /// A round-ended tube between two points with rings of both radii and, if given, more between them.
  static func capsule(
    _ a: Vector, _ b: Vector, _ ra: Double, _ rb: Double, color: Vector, segments: Int = 10, rings: Int = 2
  ) -> Patch {
    let axis = (b - a).normalized
    var path: [Vector] = []
    var radii: [Double] = []
    for degrees in [88.0, 42] {
      path.append(a - axis * (ra * sin(radians(degrees))))
      radii.append(ra * cos(radians(degrees)))
    }
    for u in ramp(0, 1, rings) {
      path.append(mix(a, b, u))
      radii.append(mix(ra, rb, u))
    }
    for degrees in [42.0, 88] {
      path.append(b + axis * (rb * sin(radians(degrees))))
      radii.append(rb * cos(radians(degrees)))
    }
    let up = abs(axis.y) < 0.9 ? Vector(0, 1, 0) : Vector(0, 0, 1)
    return Tube(
      path: path, width: radii, depth: radii, colors: [color], segments: segments, up: up, cappedStart: false,
      cappedEnd: false
    ).patch()
  }
}
