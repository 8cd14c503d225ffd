import Foundation

/// The inside of the mouth: a bag behind the lips, teeth as two smooth arcs, the tongue.
struct MouthInterior {
  let look: LookParameters
  let jaw: JawMotion
  /// z of the closed lips in the middle.
  let lipDepth: Double

  init(_ p: LookParameters, surface: HeadSurface, jaw: JawMotion) {
    look = p
    self.jaw = jaw
    lipDepth = surface.front(x: 0, y: p.mouth.height, of: surface.distance)
  }

  /// The lips' rim drawn back in narrowing rings; `upperCount` vertices of the loop are the upper rim.
  func bag(_ loop: [Vector], upperCount: Int) -> Patch {
    let count = Double(loop.count)
    let center = loop.reduce(Vector.zero, +) / count
    let half = max(loop.map { abs($0.x - center.x) }.max() ?? 0, 1e-6)
    let lip = look.palette.lip
    let dark = Vector(0.30, 0.07, 0.08)
    var positions = loop
    var last = loop
    for (depth, narrowing, height) in [
      (0.018, 1, 0.004), (0.05, 0.97, 0.03), (0.13, 0.85, 0.04), (0.24, 0.5, 0),
    ] {
      last = loop.enumerated().map { i, p in
        let x = (p.x - center.x) / half
        let rise = height * max(1 - x * x, 0).squareRoot() * (i < upperCount ? 1 : -1)
        return Vector(center.x + (p.x - center.x) * narrowing, p.y + rise, p.z - depth)
      }
      positions += last
    }
    let end = last.reduce(Vector.zero, +) / count
    positions += loop.map { _ in end }
    let tones = [lip * 0.45, lip * 0.55, dark, dark * 0.55, dark * 0.3, dark * 0.25]
    return Patch(
      positions: positions,
      triangles: latticeTriangles(rows: 6, columns: loop.count, closed: true),
      colors: tones.flatMap { tone in loop.map { _ in tone } })
  }

  /// Both rows of teeth.
  func teeth(_ w: FaceWeights) -> Patch {
    let y = look.mouth.height
    return Patch.joined([
      arc(from: y + 0.055, to: y - 0.014, radius: 0.84, isLower: false, w),
      arc(from: y - 0.05, to: y - 0.085, radius: 0.64, isLower: true, w),
    ])
  }

  private func arc(from top: Double, to bottom: Double, radius: Double, isLower: Bool, _ w: FaceWeights)
    -> Patch
  {
    let angles = ramp(-1.15, 1.15, 17)
    // Pursed lips would be pierced by teeth that stayed.
    let drawn = 0.8 * w[.mouthFunnel] + w[.mouthPucker]
    let lift = (isLower ? -0.02 : 0.022) * w[.mouthFunnel]
    var positions: [Vector] = []
    for (share, depth) in [(0.0, -0.012), (0.3, 0), (0.85, 0), (1, -0.012)] {
      for a in angles {
        let taper = max(1 - pow(a / 1.3, 4), 0).squareRoot()
        let p = Vector(
          sin(a) * look.mouth.halfWidth * radius * (1 - 0.45 * drawn),
          top + (bottom - top) * share * taper + lift,
          lipDepth - 0.05 - 0.085 * (1 - cos(a)) + depth - 0.045 * drawn)
        positions.append(jaw.move(p, by: isLower ? 1 : 0, w))
      }
    }
    return Patch(
      positions: positions, triangles: latticeTriangles(rows: 4, columns: angles.count, closed: false),
      color: Vector(0.97, 0.95, 0.92))
  }

  /// A flattened ellipsoid with a groove that can come out and bend down.
  func tongue(_ w: FaceWeights) -> Patch {
    let out = w[.tongueOut]
    let rows = 11
    let columns = 16
    var positions: [Vector] = []
    for r in 0..<rows {
      let u = Double(r) / Double(rows - 1) * .pi
      for c in 0..<columns {
        let v = Double(c) / Double(columns) * 2 * .pi
        let n = Vector(sin(u) * cos(v), sin(u) * sin(v), cos(u))
        var p = n * Vector(look.mouth.halfWidth * 0.52, 0.022 + 0.004 * out, 0.1 + 0.045 * out)
        if n.y > 0 { p.y -= 0.006 * bell(p.x / 0.015) }
        p += Vector(0, look.mouth.height - 0.068 + 0.045 * out, lipDepth - 0.15 + 0.14 * out)
        p.y -= pow(max(p.z - lipDepth, 0), 1.3) * 1.1 * out
        positions.append(jaw.move(p, by: 1, w))
      }
    }
    return Patch(
      positions: positions, triangles: latticeTriangles(rows: rows, columns: columns, closed: true),
      color: Vector(0.88, 0.42, 0.42)
    ).facingAway { _ in positions.reduce(Vector.zero, +) / Double(positions.count) }
  }
}
