import Foundation

/// A bob with a side parting, swept over the forehead and hanging in waves to the jaw.
extension Barber {
  func bob() -> Hairdo {
    var dice = dice
    let part = abs(hair.parting)
    let hanging = curtain(part, &dice) + sides(part, &dice)
    let lying = fringe(part, &dice) + crownVeil(part, &dice)
    let cap = HairCap(
      hairline: hairline([(0, 45), (25, 42), (50, 32), (66, 16), (77, 0), (95, -10), (130, -34), (180, -42)]),
      thickness: 0.05 * hair.volume)
    let chains = [
      chain("HairBack", 180, length: 1), chain("HairBackLeft", 130, length: 1),
      chain("HairBackRight", -130, length: 1), chain("HairSideLeft", 84, length: 0.94),
      chain("HairSideRight", -84, length: 0.94),
    ]
    var hairdo = Hairdo()
    hairdo.hair = joined(cap, lying, hung(hanging, on: chains))
    if hair.parting < 0 { hairdo.hair = hairdo.hair.mirrored }
    return hairdo
  }

  private func chain(_ name: String, _ azimuth: Double, length: Double) -> HangChain {
    HangChain(
      name: name,
      points: [2.0, -22, -44, -62].map {
        scalp.place(Vector(azimuth, $0 < 0 ? $0 * hair.length * length : $0, 0.07 * hair.volume), tuck: 0.12)
      }, radius: 0.07)
  }

  /// Elevation of a hanging tip, scaled by the hair's length.
  private func tip(_ elevation: Double) -> Double { elevation * hair.length }

  /// Neighbours wave alike, so that waves run through the hair and not along each lock.
  private func wavy(_ lock: HairLock, _ dice: inout Dice, _ amount: Double = 1) -> HairLock {
    var lock = lock
    lock.wave = 0.03 * hair.wave * amount
    lock.phase = 0.8 + 0.022 * (lock.knots.last?.x ?? 0) + dice.spread(0.45)
    lock.shade = shade(&dice)
    return lock
  }

  /// The back in two layers: the inner one fills the gaps of the outer one.
  private func curtain(_ part: Double, _ dice: inout Dice) -> [HairLock] {
    var out: [HairLock] = []
    for i in 0..<11 {
      let a = mix(96, 264, Double(i) / 10)
      var inner = lock(
        [(a, 26, 0.05), (a, -6, 0.062), (a, -30, 0.062), (a, tip(-64 + dice.spread(3)), 0.02)], 0.105, 0.05)
      inner.stations = 10
      inner.tuck = 0.26
      inner = wavy(inner, &dice)
      inner.shade *= 0.8
      out.append(inner)
    }
    for i in 0..<12 {
      let a = mix(104, 256, (Double(i) + 0.5) / 12) + dice.spread(3)
      let root = a < 180 ? part + 6 : part - 6
      var outer = lock(
        [
          (root, 84, 0.035), (mix(part, a, 0.6), 82, 0.1), (a, 58, 0.115), (a, 22, 0.1), (a, -14, 0.102),
          (a, tip(-38), 0.115), (a + dice.spread(4), tip(-55 + dice.spread(4)), 0.045),
        ], 0.098, 0.052)
      outer.stations = 14
      outer.tuck = 0.18
      outer.taper = 0.45
      out.append(wavy(outer, &dice))
    }
    return out
  }

  /// Both sides, from the parting over the ears to the jaw.
  private func sides(_ part: Double, _ dice: inout Dice) -> [HairLock] {
    var out: [HairLock] = []
    for (i, a) in [62.0, 72, 84, 96, 108].enumerated() {
      let row = Double(i)
      var near = lock(
        [
          (part + 3, 56 + 6 * row, 0.03), (mix(part, a, 0.55) + 2, 58 + 5 * row, 0.09),
          (a - 4, 34 + 2 * row, 0.1), (a, 6, 0.085), (a + 3, -18, 0.085), (a + 2, tip(-32 - row), 0.088),
          (a - 2 + dice.spread(2), tip(-45 - 2.5 * row + dice.spread(2)), 0.03),
        ], 0.082, 0.05)
      near.stations = 15
      near.tuck = 0.1
      out.append(wavy(near, &dice))
      let b = -a - 3
      var far = lock(
        [
          (part - 3, 60 + 5.5 * row, 0.03), (mix(part, b, 0.5), 74 + 2 * row, 0.1),
          (b * 0.9, 46 + 2 * row, 0.115), (b, 12, 0.1), (b * 1.02, -17, 0.092),
          (b * 1.01, tip(-33 - row), 0.095),
          (b * 0.97 + dice.spread(2), tip(-47 - 2.5 * row + dice.spread(2)), 0.03),
        ], 0.088, 0.052)
      far.stations = 16
      far.tuck = 0.1
      out.append(wavy(far, &dice))
    }
    return out
  }

  /// From the parting over the forehead and down the far temple, each lock over the next one back.
  private func fringe(_ part: Double, _ dice: inout Dice) -> [HairLock] {
    var out: [HairLock] = []
    // Start elevation, middle azimuth and elevation, end azimuth and elevation.
    let rows: [(Double, Double, Double, Double, Double)] = [
      (70, -36, 54, -72, 2), (65, -31, 50, -69, 5), (60, -26, 47, -65, 8), (56, -20, 44, -60, 12),
      (52, -13, 42, -54, 17), (49, -6, 41, -46, 23),
    ]
    for (i, row) in rows.enumerated() {
      let lift = 0.012 * Double(i)
      var sweep = lock(
        [
          (part + 1, row.0, 0.035), (mix(part, row.1, 0.5), mix(row.0, row.2, 0.42) + 4, 0.085 + lift),
          (row.1, row.2, 0.09 + lift), (mix(row.1, row.3, 0.62), mix(row.2, row.4, 0.55), 0.08 + lift),
          (row.3, row.4, 0.052 + lift * 0.5),
        ], 0.07 - 0.004 * Double(i), 0.042)
      sweep.stations = 14
      sweep.shade = shade(&dice)
      out.append(sweep)
    }
    for (a1, e1, a2, e2, width) in [
      (14.0, 50.0, 43.0, 25.0, 0.062), (17, 56, 56, 16, 0.07), (20, 62, 66, 4, 0.07),
    ] {
      var wisp = lock(
        [
          (part + 1, e1 + 6, 0.035), (part + a1, e1, 0.09), (mix(part + a1, a2, 0.6), mix(e1, e2, 0.5), 0.09),
          (a2, e2, 0.05),
        ], width, 0.042)
      wisp.shade = shade(&dice)
      out.append(wisp)
    }
    // A loose strand before each ear softens the cheek.
    for side in [1.0, -1] {
      var strand = lock(
        [
          (46 * side, 42, 0.05), (59 * side, 24, 0.072), (67 * side, 4, 0.06), (68 * side, -18, 0.046),
          (65 * side, tip(-40), 0.03),
        ], 0.032, 0.024)
      strand.stations = 12
      out.append(wavy(strand, &dice, 0.8))
    }
    return out
  }

  /// Locks over the crown that lift the silhouette.
  private func crownVeil(_ part: Double, _ dice: inout Dice) -> [HairLock] {
    [-84.0, -112, -140, -166, 168, 142, 116, 90, 66].map { a in
      var veil = lock(
        [
          (part, 74, 0.035), (mix(part, a, 0.5), 82, 0.105), (a, 68, 0.128), (a, 46, 0.122),
          (a + dice.spread(4), 16 + dice.spread(6), 0.1),
        ], 0.092, 0.05)
      veil.stations = 11
      veil.shade = shade(&dice)
      return veil
    }
  }
}
