import Foundation

/// What makes a hoodie: the hood that lies on the back, the pouch and the strings.
struct Hood {
  let look: LookParameters
  let shape: BodyShape
  let ease: Double

  /// A ring that is thin at the throat and a full bag behind.
  func hood() -> Patch {
    let rings = 32
    let section = 12
    var lattice = Lattice()
    var loops: [[Int]] = []
    var middles: [Vector] = []
    for i in 0..<rings {
      let a = Double(i) / Double(rings) * 2 * .pi
      let back = (1 - cos(a)) / 2
      let bag = pow(back, 2.2)
      let out = Vector(sin(a), 0, cos(a))
      let neck = shape.place(-0.6, a, ease: 0)
      let thick = mix(0.03, 0.066, bag)
      let tall = mix(0.042, 0.1, bag)
      let center =
        neck + out * (thick * 0.62) + Vector(0, mix(-0.035, -0.035, back) + 0.012 * sin(.pi * back), 0)
      let loop = (0..<section).map { j -> Vector in
        let t = Double(j) / Double(section) * 2 * .pi
        // A crease along the top is where the hood would open.
        let crease = 0.3 * bell((t - .pi * 0.62) / 0.42) * bag
        let sag = -0.35 * thick * sin(t) * bag
        return center + out * (thick * cos(t) * (1 - crease) + sag)
          + Vector(0, tall * sin(t) * (1 - 0.6 * crease), 0)
      }
      loops.append(lattice.add(loop))
      middles.append(center)
    }
    for i in loops.indices { lattice.strip(loops[i], loops[(i + 1) % rings], look.palette.top * 0.95) }
    return lattice.patch { p in middles.min { ($0 - p).length < ($1 - p).length } ?? .zero }
  }

  /// The pouch on the belly.
  func pouch() -> Patch {
    let columns = 13
    let rows = [-1.19, -1.2, -1.24, -1.3, -1.36, -1.42, -1.45, -1.46]
    var lattice = Lattice()
    let loops = rows.enumerated().map { r, y -> [Int] in
      let half = mix(0.42, 0.66, smoothstep(-1.2, -1.33, y))
      return lattice.add(
        (0..<columns).map { c in
          let u = Double(c) / Double(columns - 1) * 2 - 1
          let isEdge = c == 0 || c == columns - 1 || r == 0 || r == rows.count - 1
          let room = isEdge ? -0.004 : 0.013 + 0.008 * (1 - u * u)
          return shape.place(y, half * (isEdge && abs(u) == 1 ? u * 1.015 : u * 0.985), ease: ease + room)
        })
    }
    for i in loops.indices.dropLast() {
      lattice.strip(loops[i], loops[i + 1], look.palette.top * 0.94, closed: false)
    }
    return lattice.patch { Vector(0, $0.y, -0.06) }
  }

  /// Two strings with knots.
  func strings() -> [Patch] {
    let length = [-0.66, -0.7, -0.76, -0.82, -0.875]
    let path = length.enumerated().map { i, y in
      shape.place(
        y, 0.3 + 0.03 * sin(Double(i) * 1.2),
        ease: ease * smoothstep(-0.6, -0.78, y) + 0.013 + (i == 0 ? 0.02 : 0))
    }
    let string = Tube(
      path: catmullRom(path, at: ramp(0, 1, 9)), width: [0.0085], depth: [0.0085],
      colors: [look.palette.trim],
      segments: 6
    ).patch()
    let knot = Tube(
      path: [path[4] + Vector(0, 0.012, 0), path[4] - Vector(0, 0.03, 0)], width: [0.013], depth: [0.013],
      colors: [look.palette.trim * 0.9], segments: 7
    ).patch()
    let left = Patch.joined([string, knot])
    return [left, left.mirrored]
  }
}
