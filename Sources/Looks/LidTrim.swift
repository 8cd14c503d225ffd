import Foundation

/// What lines an eye's opening: the thickness of the lids and the lashes. Built on the left rim.
struct LidTrim {
  let look: LookParameters
  let eyeCenter: Vector

  /// Two rings from the lids' edge towards the ball, which shrinks behind closing lids.
  func rim(_ loop: [Vector], blink: Double) -> Patch {
    let directions = loop.map { ($0 - eyeCenter).normalized }
    let inner = directions.map { eyeCenter + $0 * (look.eyes.ballRadius * (1 - 0.1 * blink)) }
    let deep = directions.map { eyeCenter + $0 * (look.eyes.ballRadius * 0.86) }
    let tone = look.palette.skin
    let lit = loop.map { _ in tone * Vector(0.8, 0.6, 0.55) }
    let shaded = loop.map { _ in tone * Vector(0.55, 0.36, 0.33) }
    return Patch(
      positions: loop + inner + deep,
      triangles: latticeTriangles(rows: 3, columns: loop.count, closed: true),
      colors: lit + lit + shaded)
  }

  /// A ribbon of four rows along the upper lid, from the inner corner to a wing at the outer one.
  func lashes(_ rim: [Vector], ground: [Vector]) -> Patch {
    let n = rim.count
    let along = tangents(rim)
    var rows: [[Vector]] = [[], [], [], []]
    for i in 0..<n {
      let u = Double(i) / Double(n - 1)
      let up = cross(ground[i], along[i]).normalized
      let out = (rim[i] - eyeCenter).normalized * 0.6 + ground[i] * 0.4
      let taper = (0.08 + 0.92 * smoothstep(0.05, 0.7, u)) * (1 - 0.97 * smoothstep(0.68, 1, u))
      let width = max(look.eyes.lashWidth * taper, 0.002)
      let wing = Vector(0.9, 0.62, -0.42) * (look.eyes.lashWing * smoothstep(0.62, 1, u))
      let p = rim[i]
      // Thin at the inner corner; all rows meet in the tip of the wing.
      let body = 0.25 + 0.75 * smoothstep(0, 0.3, u)
      let base = i == n - 1 ? wing : .zero
      rows[0].append(p - out * (0.01 * body) + base)
      rows[1].append(p - up * (0.004 * body) + out * (0.004 * body) + base)
      rows[2].append(p + up * (width * 0.45) + out * (0.012 * body) + (i == n - 1 ? wing : wing * 0.45))
      rows[3].append(p + up * width + out * (0.005 * body) + (i == n - 1 ? wing : wing * 0.62))
    }
    return Patch(
      positions: rows.flatMap { $0 },
      triangles: flipped(latticeTriangles(rows: 4, columns: n, closed: false)),
      color: look.palette.brow * 0.3 + Vector(0.015, 0.012, 0.012))
  }
}
