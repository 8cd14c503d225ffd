import Foundation

/// An ear as a turned-out shell of rings, with a stud in its lobe.
struct Ear {
  let look: LookParameters
  let surface: HeadSurface

  private var root: Vector {
    let y = look.eyes.height - 0.055
    let x = surface.crossing(from: Vector(0, y, -0.03), along: Vector(1, 0, 0), of: surface.plain)
    return Vector(x - 0.005, y, -0.035)
  }

  /// Turned out so that it shows from the front.
  private func place(_ p: Vector) -> Vector {
    let turn = radians(look.skull.earFlare)
    return root + Vector(p.x * cos(turn) - p.z * sin(turn), p.y, p.x * sin(turn) + p.z * cos(turn))
  }

  /// The left ear.
  func shell() -> Patch {
    let columns = 18
    let size = look.skull.earSize
    let skin = look.palette.skin
    let profile = [
      (0.35, -0.03), (0.75, -0.01), (1, 0.02), (1.02, 0.045), (0.88, 0.058), (0.72, 0.048), (0.5, 0.022),
      (0.2, 0.018), (0, 0.02),
    ]
    var positions: [Vector] = []
    var colors: [Vector] = []
    for (k, ring) in profile.enumerated() {
      let (radius, height) = ring
      let inside = skin * Vector(0.97, 0.82, 0.8) * (1 - 0.06 * Double(k - 4))
      for c in 0..<columns {
        let v = Double(c) / Double(columns) * 2 * .pi
        let narrow = 1 + 0.18 * cos(v)
        positions.append(
          place(
            Vector(height * size, cos(v) * 0.098 * radius * size, sin(v) * 0.065 * radius * size * narrow)))
        colors.append(k < 5 ? skin : inside)
      }
    }
    return Patch(
      positions: positions, triangles: latticeTriangles(rows: profile.count, columns: columns, closed: true),
      colors: colors
    ).facingAway { _ in root - Vector(0.05, 0, 0) }
  }

  /// What the left lobe wears.
  func piece() -> Patch {
    let size = look.skull.earSize
    let lobe = place(Vector(0.05 * size, -0.082 * size, 0.012))
    switch look.accessories.ears {
    case .none: return Patch(positions: [], triangles: [], colors: [])
    case .studs:
      return ellipsoidPatch(
        center: lobe, radii: Vector(0.02, 0.02, 0.02), color: look.palette.accent, rows: 7, columns: 10)
    case .hoops:
      return ringPatch(
        center: lobe - Vector(0.006, 0.042, 0), u: Vector(0.45, 0, 0.9).normalized, v: Vector(0, 1, 0),
        radius: 0.046, thickness: 0.0065, color: look.palette.accent, section: 6)
    }
  }
}

/// An ellipsoid with rings round the y axis.
func ellipsoidPatch(center: Vector, radii: Vector, color: Vector, rows: Int, columns: Int) -> Patch {
  var positions: [Vector] = []
  for r in 0..<rows {
    let u = Double(r) / Double(rows - 1) * .pi
    for c in 0..<columns {
      let v = Double(c) / Double(columns) * 2 * .pi
      positions.append(center + Vector(sin(u) * sin(v), cos(u), sin(u) * cos(v)) * radii)
    }
  }
  return Patch(
    positions: positions, triangles: latticeTriangles(rows: rows, columns: columns, closed: true),
    color: color)
}
