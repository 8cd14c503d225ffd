import Foundation

/// A wavy bob with a side parting, swept over the forehead, behind one ear and held by a clip.
struct Bob {
  let look: LookParameters
  let surface: HeadSurface

  private var scalp: Scalp { Scalp(surface: surface) }

  /// Cap and locks.
  func hair() -> Patch {
    let hair = look.hair
    let cap = HairCap(
      hairline: [(0, 44), (25, 41), (50, 31), (66, 15), (77, 0), (95, -8), (130, -34), (180, -42)],
      thickness: 0.05 * hair.volume)
    let locks = back() + farSide() + nearSide() + fringe() + crown()
    return Patch.joined(
      [cap.patch(on: scalp, color: look.palette.hair)]
        + locks.map { $0.patch(on: scalp, color: look.palette.hair) })
  }

  private var volume: Double { look.hair.volume }

  /// Elevation of a hanging tip, scaled by the hair's length.
  private func tip(_ elevation: Double) -> Double { elevation * look.hair.length }

  private func lock(_ knots: [(Double, Double, Double)], _ width: Double, _ thickness: Double) -> HairLock {
    HairLock(
      knots: knots.map { Vector($0.0, $0.1, $0.2 * volume) }, width: width, thickness: thickness)
  }

  /// The curtain at the back: an inner layer fills the gaps of the outer one.
  private func back() -> [HairLock] {
    var out: [HairLock] = []
    for (i, a) in [180.0, 150, -150, 120, -120].enumerated() {
      var lock = lock(
        [(a * 0.9, 86, 0.05), (a, 55, 0.085), (a, 15, 0.09), (a, -22, 0.088), (a, tip(-55), 0.055)], 0.2, 0.06
      )
      lock.stations = 15
      lock.tuck = 0.2
      lock.taper = 0.4
      lock.wave = 6 * look.hair.wave
      lock.phase = Double(i) * 1.3
      out.append(lock)
    }
    for (i, a) in [165.0, -165, 135, -135, 108].enumerated() {
      var lock = lock([(a, 20, 0.05), (a, -10, 0.062), (a, -32, 0.062), (a, tip(-61), 0.03)], 0.16, 0.05)
      lock.stations = 10
      lock.tuck = 0.24
      lock.wave = 6 * look.hair.wave
      lock.phase = 0.6 + Double(i) * 1.7
      out.append(lock)
    }
    return out
  }

  /// The side away from the parting: hangs over the ear to the jaw.
  private func farSide() -> [HairLock] {
    var out: [HairLock] = []
    for (i, (a, end, width)) in [(-106.0, -57.0, 0.16), (-86, -54, 0.145), (-69, -49, 0.11)].enumerated() {
      var lock = lock(
        [
          (a * 0.5, 84, 0.05), (a * 0.88, 52, 0.07), (a, 15, 0.085), (a * 1.02, -20, 0.075),
          (a * 0.95, tip(end), 0.03),
        ], width, 0.062)
      lock.stations = 17
      lock.tuck = 0.1
      lock.wave = 7 * look.hair.wave
      lock.phase = 0.8 + Double(i) * 1.1
      out.append(lock)
    }
    return out
  }

  /// The side of the parting: combed behind the ear.
  private func nearSide() -> [HairLock] {
    let part = look.hair.parting
    var out: [HairLock] = []
    let rows = [
      (part + 12, 58.0, 42.0, 64.0, 22.0, 88.0), (part + 22, 62, 58, 80, 38, 102),
      (part + 32, 70, 78, 100, 52, 112),
    ]
    for (i, row) in rows.enumerated() {
      let (a0, e0, a1, a2, e1, a3) = row
      var lock = lock(
        [
          (a0, e0 + 14, 0.045), (a1, e0 - 4, 0.085), (a2, e1, 0.075), (a3, 4, 0.06), (a3 + 10, -20, 0.06),
          (a3 + 8, tip(-50 - Double(i) * 2), 0.035),
        ], 0.125, 0.055)
      lock.stations = 18
      lock.tuck = 0.16
      lock.wave = 5 * look.hair.wave
      lock.phase = Double(i) * 1.7
      out.append(lock)
    }
    // One loose strand before the ear softens the cheek.
    var strand = lock(
      [(48, 40, 0.05), (60, 24, 0.062), (68, 4, 0.05), (69, -18, 0.036), (67, tip(-38), 0.022)], 0.033, 0.026)
    strand.stations = 13
    strand.wave = 4 * look.hair.wave
    out.append(strand)
    return out
  }

  /// Swept from the parting over the forehead and down the far temple; each lock lies over the next one back.
  private func fringe() -> [HairLock] {
    let part = look.hair.parting
    var out: [HairLock] = []
    let rows: [(Double, Double, Double, Double, Double)] = [
      // start elevation, middle azimuth and elevation, end azimuth and elevation
      (73, -36, 56, -76, 0), (64, -25, 47, -66, 4), (54, -14, 39, -55, 17),
    ]
    for (i, row) in rows.enumerated() {
      let (start, a1, e1, a2, e2) = row
      let lift = 0.026 * Double(i)
      var lock = lock(
        [
          (part + 1, start, 0.045), (mix(part, a1, 0.5), mix(start, e1, 0.42) + 3, 0.09 + lift),
          (a1, e1, 0.088 + lift), (mix(a1, a2, 0.62), mix(e1, e2, 0.55), 0.078 + lift),
          (a2, e2, 0.05 + lift * 0.6),
        ], 0.13, 0.05)
      lock.stations = 18
      lock.wave = 2.5 * look.hair.wave
      lock.phase = Double(i) * 0.9
      lock.taper = 0.42
      out.append(lock)
    }
    // A short wisp on the side of the parting keeps the forehead from looking bare.
    var wisp = lock(
      [(part + 1, 60, 0.05), (part + 14, 50, 0.09), (part + 30, 38, 0.085), (part + 45, 22, 0.05)], 0.095,
      0.045)
    wisp.stations = 12
    out.append(wisp)
    return out
  }

  /// Locks over the crown that lift the silhouette.
  private func crown() -> [HairLock] {
    let part = look.hair.parting
    var out: [HairLock] = []
    for (a, e) in [(-96.0, 40.0), (-140, 38), (180, 36), (140, 38), (100, 42), (68, 46)] {
      var lock = lock(
        [
          (part, 78, 0.04), (mix(part, a, 0.55), 80, 0.095), (a, 66, 0.115), (a, 50, 0.11),
          (a, e - 22, 0.085),
        ],
        0.15, 0.055)
      lock.stations = 10
      out.append(lock)
    }
    return out
  }

  /// The clip on the side of the parting.
  func clip() -> Patch {
    let part = look.hair.parting
    let path = [(part + 30, 41.0), (part + 40, 33), (part + 49, 25)].map {
      scalp.place(Vector($0.0, $0.1, 0.135 * volume))
    }
    return Tube(
      path: catmullRom(path, at: ramp(0, 1, 6)), width: [0.014, 0.019, 0.02, 0.02, 0.019, 0.014],
      depth: [0.012], colors: [look.palette.accent], segments: 8, up: (path[1] - Scalp.center).normalized
    ).patch()
  }
}
