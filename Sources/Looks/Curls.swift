import Foundation

/// A ball of curls: snail shells wound on the scalp.
extension Barber {
  func curls() -> Hairdo {
    var dice = dice
    let line = hairline([(0, 44), (25, 41), (50, 31), (66, 12), (80, 2), (95, -10), (130, -32), (180, -40)])
    var pieces: [Patch] = []
    let count = 74
    for i in 0..<count {
      let e0 = asin(1 - 1.68 * (Double(i) + 0.5) / Double(count)) * 180 / .pi
      let a0 = Double(i) * 137.508
      let a = a0 - 360 * ((a0 + 180) / 360).rounded(.down) + dice.spread(5)
      let e = e0 + dice.spread(3)
      guard e > interpolate(abs(a), line) + 5 else { continue }
      let rise = (0.06 + 0.035 * smoothstep(0, 70, e) + dice.spread(0.016)) * hair.volume
      let base = scalp.place(Vector(a, max(e, -46), rise), tuck: 0.2)
      pieces.append(curl(at: base, size: (0.118 + dice.spread(0.016)) * (0.7 + 0.3 * hair.length), 20, &dice))
    }
    // Smaller ones along the hairline hide its edge.
    for i in 0..<34 {
      let a = -180 + 360 * Double(i) / 34 + dice.spread(3)
      let e = interpolate(abs(a), line) + dice.spread(2) + 1
      let base = scalp.place(Vector(a, max(e, -46), 0.042 * hair.volume), tuck: 0.2)
      pieces.append(curl(at: base, size: (0.074 + dice.spread(0.014)) * (0.7 + 0.3 * hair.length), 16, &dice))
    }
    let cap = HairCap(hairline: line, thickness: 0.06 * hair.volume, shade: 0.5, columns: 28, rows: 8)
    var hairdo = Hairdo()
    hairdo.hair = joined(cap, [], pieces)
    return hairdo
  }

  /// One shell: a strand that winds inwards and outwards from the head at once.
  private func curl(at base: Vector, size: Double, _ n: Int, _ dice: inout Dice) -> Patch {
    let out = (base - Scalp.center).normalized
    let up = abs(out.y) > 0.9 ? Vector(0, 0, 1) : Vector(0, 1, 0)
    let u = cross(up, out).normalized
    let v = cross(out, u)
    let hand = dice.share() < 0.5 ? -1.0 : 1
    let start = dice.share() * 2 * .pi
    let lean = Vector(dice.spread(0.3), dice.spread(0.3), 0)
    var path: [Vector] = []
    var normals: [Vector] = []
    for k in 0..<n {
      let t = Double(k) / Double(n - 1)
      let angle = start + hand * t * 2 * .pi * 1.8
      let radius = size * (1 - 0.78 * pow(t, 0.8))
      let axis = (out + u * lean.x + v * lean.y).normalized
      path.append(
        base + u * (cos(angle) * radius) + v * (sin(angle) * radius)
          + axis * (size * (0.75 * t - 0.1)))
      normals.append((out * 0.75 + (u * cos(angle) + v * sin(angle)) * 0.65).normalized)
    }
    var strand = HairLock(knots: [], width: size * 0.37, thickness: size * 0.36)
    strand.growth = 0.3
    strand.taper = 0.28
    strand.shade = shade(&dice)
    strand.root = 0.68
    strand.isFine = true
    return strand.patch(along: path, shares: ramp(0, 1, n), tone, normals: normals)
  }
}
