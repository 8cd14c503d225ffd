import Foundation

/// The bib of dungarees with its pocket, straps and buttons; it lies on the top.
struct Bib {
  let look: LookParameters
  let shape: BodyShape
  /// Room between the body and the top's cloth.
  let ease: Double

  private static let corner = 0.6

  private func place(_ y: Double, _ azimuth: Double, _ room: Double) -> Vector {
    let over = mix(0.006, ease, smoothstep(-0.62, -0.8, y))
    return shape.place(y, azimuth, ease: over + room)
  }

  /// Bib, waistband and straps.
  func patch() -> Patch {
    let cloth = look.palette.trousers
    let left = strap()
    return Patch.joined([panel(cloth), pocket(cloth * 1.12), waist(cloth * 0.92), left, left.mirrored])
  }

  private func grid(
    _ rows: [Double], columns: Int, _ color: Vector, room: Double, half: (Double) -> Double
  ) -> Patch {
    var lattice = Lattice()
    let loops = rows.enumerated().map { r, y in
      lattice.add(
        (0..<columns).map { c in
          let u = Double(c) / Double(columns - 1) * 2 - 1
          let isEdge = c == 0 || c == columns - 1 || r == 0 || r == rows.count - 1
          return place(y, half(y) * u, isEdge ? -0.006 : room)
        })
    }
    for i in loops.indices.dropLast() { lattice.strip(loops[i], loops[i + 1], color, closed: false) }
    return lattice.patch { Vector(0, $0.y, -0.06) }
  }

  private func panel(_ color: Vector) -> Patch {
    grid(
      [-0.895, -0.9, -0.93, -1.0, -1.03, -1.08, -1.13, -1.16, -1.23, -1.31, -1.36], columns: 17, color,
      room: 0.012
    ) { y in Self.corner + 0.08 + 0.5 * smoothstep(-1.08, -1.34, y) }
  }

  private func pocket(_ color: Vector) -> Patch {
    grid([-1.03, -1.035, -1.07, -1.12, -1.16, -1.195, -1.2], columns: 9, color, room: 0.021) { y in
      0.36 - 0.05 * smoothstep(-1.12, -1.2, y)
    }
  }

  private func waist(_ color: Vector) -> Patch {
    var lattice = Lattice()
    let rows: [(Double, Double)] = [
      (-1.3, -0.004), (-1.302, 0.012), (-1.36, 0.014), (-1.4, 0.014), (-1.44, 0.008), (-1.48, -0.012),
    ]
    let loops = rows.map { y, room in
      lattice.add(
        (0..<TrunkCloth.columns).map { place(y, Double($0) / Double(TrunkCloth.columns) * 2 * .pi, room) })
    }
    for i in loops.indices.dropLast() { lattice.strip(loops[i], loops[i + 1], color) }
    return lattice.patch { Vector(0, $0.y, -0.06) }
  }

  private func strap() -> Patch {
    let knots = [
      Vector(-0.92, Self.corner, 0), Vector(-0.84, 0.6, 0), Vector(-0.76, 0.62, 0), Vector(-0.69, 0.7, 0),
      Vector(-0.652, 0.95, 0), Vector(-0.634, 1.45, 0), Vector(-0.645, 1.95, 0), Vector(-0.69, 2.35, 0),
      Vector(-0.78, 2.55, 0), Vector(-0.92, 2.66, 0), Vector(-1.1, 2.75, 0), Vector(-1.31, 2.8, 0),
    ]
    let samples = catmullRom(knots, at: ramp(0, 1, 26))
    let path = samples.map { place($0.x, $0.y, 0.008) }
    let normals = samples.map { s -> Vector in
      let along = place(s.x, s.y + 0.05, 0.008) - place(s.x, s.y - 0.05, 0.008)
      let up = place(s.x + 0.004, s.y, 0.008) - place(s.x - 0.004, s.y, 0.008)
      return cross(up, along).normalized
    }
    let outward = zip(path, normals).map { dot($1, $0 - Vector(0, -0.95, -0.06)) < 0 ? -1 * $1 : $1 }
    return Ribbon(
      path: path, normals: outward, width: 0.029, thickness: 0.009, color: look.palette.trousers * 1.06
    )
    .patch()
  }

  /// The buttons that hold the straps.
  func buttons() -> Patch {
    let left = ellipsoidPatch(
      center: place(-0.935, Self.corner, 0.019), radii: Vector(0.021, 0.021, 0.011),
      color: look.palette.accent,
      rows: 5, columns: 10)
    return Patch.joined([left, left.mirrored])
  }
}
