import Foundation

/// Hair as it is worn. Its loose parts hang on chains.
struct Hairdo {
  /// Cap and locks.
  var hair = Patch(positions: [], triangles: [], colors: [])
  /// Clip, band or tie.
  var piece = Patch(positions: [], triangles: [], colors: [])

  init(look: LookParameters, surface: HeadSurface) {
    let barber = Barber(look: look, scalp: Scalp(surface: surface))
    switch look.hair.style {
    case .bob: self = barber.bob()
    case .crop: self = barber.crop()
    case .swept: self = barber.swept()
    case .curls: self = barber.curls()
    case .bun: self = barber.bun()
    case .ponytail: self = barber.ponytail()
    case .bald: break
    }
    guard look.hair.style != .bald else { return }
    piece = Patch.joined([piece, barber.piece()])
  }

  init() {}
}

/// Cuts hair: what all styles share.
struct Barber {
  let look: LookParameters
  let scalp: Scalp

  var hair: LookParameters.Hair { look.hair }
  var tone: HairTone { HairTone(color: look.palette.hair, fade: hair.fade) }
  var dice: Dice { Dice(Int(hair.seed)) }

  func lock(_ knots: [(Double, Double, Double)], _ width: Double, _ thickness: Double) -> HairLock {
    HairLock(
      knots: knots.map { Vector($0.0, $0.1, $0.2 * hair.volume) }, width: width, thickness: thickness)
  }

  /// A lightness for a lock.
  func shade(_ dice: inout Dice) -> Double { 1 + dice.spread(0.2 * hair.variety) }

  /// Elevation of the hairline over |azimuth|, receding as the design says.
  func hairline(_ knots: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    knots.map { ($0.x, $0.y + 16 * hair.recession * bell(($0.x - 30) / 24)) }
  }

  /// Cap and locks as one surface.
  func joined(_ cap: HairCap, _ locks: [HairLock], _ more: [Patch] = []) -> Patch {
    Patch.joined([cap.patch(on: scalp, tone)] + locks.map { $0.patch(on: scalp, tone) } + more)
  }

  /// Locks as surfaces, each on the chain whose side of the head its tip hangs on.
  func hung(_ locks: [HairLock], on chains: [HangChain]) -> [Patch] {
    var groups: [[Patch]] = chains.map { _ in [] }
    for lock in locks {
      guard let tip = lock.knots.last else { continue }
      let direction = Scalp.direction(tip.x, 0)
      let near = chains.indices.max {
        dot(chains[$0].heading, direction) < dot(chains[$1].heading, direction)
      }
      if let near { groups[near].append(lock.patch(on: scalp, tone)) }
    }
    return zip(groups, chains).map { Patch.joined($0).hanging(on: $1) }
  }

  /// What the hair wears.
  func piece() -> Patch {
    switch look.accessories.hair {
    case .none: return Patch(positions: [], triangles: [], colors: [])
    case .clip:
      let part = hair.parting
      let side = part < 0 ? -1.0 : 1
      let path = [(30, 41.0), (40, 33), (49, 25)].map {
        scalp.place(Vector(part + side * $0.0, $0.1, 0.152 * hair.volume))
      }
      return Tube(
        path: catmullRom(path, at: ramp(0, 1, 6)), width: [0.014, 0.019, 0.02, 0.02, 0.019, 0.014],
        depth: [0.012], colors: [look.palette.accent], segments: 8, up: (path[1] - Scalp.center).normalized
      ).patch()
    case .band:
      let path = ramp(-100, 100, 25).map { a -> Vector in
        let tilt = Scalp.direction(90, 90 - abs(a))
        let d = Vector(a < 0 ? -tilt.x : tilt.x, tilt.y, 0.14).normalized
        return scalp.place(d, offset: 0.172 * hair.volume * smoothstep(115, 70, abs(a)) + 0.012)
      }
      return Tube(
        path: path, width: [0.034], depth: [0.014], colors: [look.palette.accent], segments: 8,
        up: Vector(0, 0.15, 1)
      ).patch()
    }
  }
}

extension HangChain {
  /// Horizontal direction from the head's axis to the chain's root.
  fileprivate var heading: Vector {
    let root = points.first ?? Vector(0, 0, -1)
    return Vector(root.x, 0, root.z - Scalp.center.z).normalized
  }
}
