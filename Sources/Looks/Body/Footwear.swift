import Foundation
import Motion

/// Shoes: outlines of the foot stacked from the sole up. Built on the left.
struct Footwear {
  let look: LookParameters
  let skeleton: Skeleton
  let shape: BodyShape

  /// One outline: height over the floor, hindmost and foremost place, width relative to the sole's, colour of the
  /// strip above it.
  private struct Level {
    var y: Double
    var heel: Double
    var toe: Double
    var width: Double
    var color: Vector
  }

  private static let columns = 22
  private var size: Double { look.build.footSize }

  /// Both shoes.
  func patch() -> Patch {
    var lattice = Lattice()
    let levels = levels()
    let loops = levels.map { lattice.add(outline($0)) }
    for i in loops.indices.dropLast() { lattice.strip(loops[i], loops[i + 1], levels[i].color) }
    lattice.cap(loops[0].reversed(), middle(levels[0]), levels[0].color)
    let left = Patch.joined([lattice.patch { middle($0.y) }] + laces()).bound(by: binding)
    return Patch.joined([left, left.mirrored])
  }

  /// The bare top of the foot in low shoes.
  func insteps() -> Patch {
    guard look.outfit.shoes == .flats else { return Patch.joined([]) }
    var lattice = Lattice()
    let skin = look.palette.skin
    let levels = [
      Level(y: 0.05, heel: -0.15, toe: 0.16, width: 0.86, color: skin),
      Level(y: 0.085, heel: -0.148, toe: 0.125, width: 0.82, color: skin),
      Level(y: 0.11, heel: -0.142, toe: 0.075, width: 0.76, color: skin),
      Level(y: 0.135, heel: -0.13, toe: 0.03, width: 0.68, color: skin),
      Level(y: 0.165, heel: -0.12, toe: 0.008, width: 0.6, color: skin),
      Level(y: 0.2, heel: -0.115, toe: 0.0, width: 0.56, color: skin),
    ]
    let loops = levels.map { lattice.add(outline($0)) }
    for i in loops.indices.dropLast() { lattice.strip(loops[i], loops[i + 1], skin) }
    let left = lattice.patch { middle($0.y) }.bound(by: binding)
    return Patch.joined([left, left.mirrored])
  }

  /// Long trousers hide a shaft, which would show through their hems.
  private var isUnderTrousers: Bool {
    switch look.outfit.bottom {
    case .trousers, .dungarees: true
    default: false
    }
  }

  private func levels() -> [Level] {
    let (shoe, trim) = (look.palette.shoe, look.palette.trim)
    func level(_ y: Double, _ heel: Double, _ toe: Double, _ width: Double, _ color: Vector) -> Level {
      Level(y: y, heel: heel, toe: toe, width: width, color: color)
    }
    switch look.outfit.shoes {
    case .sneakers:
      return [
        level(0, -0.155, 0.205, 0.94, trim * 0.92), level(0.01, -0.168, 0.22, 1, trim),
        level(0.05, -0.166, 0.224, 1, trim * 0.95),
        level(0.054, -0.158, 0.214, 0.955, shoe), level(0.085, -0.158, 0.205, 0.95, shoe),
        level(0.112, -0.156, 0.178, 0.92, shoe), level(0.134, -0.152, 0.13, 0.87, shoe),
        level(0.152, -0.148, 0.075, 0.81, shoe), level(0.17, -0.145, 0.034, 0.75, shoe),
        level(0.19, -0.144, 0.016, 0.71, shoe * 0.88), level(0.2, -0.142, 0.012, 0.68, shoe * 0.7),
        level(0.194, -0.128, -0.002, 0.56, shoe * 0.5), level(0.16, -0.12, -0.01, 0.5, shoe * 0.5),
      ]
    case .boots:
      let sole = shoe * 0.55
      return [
        level(0, -0.158, 0.21, 0.95, sole), level(0.012, -0.168, 0.222, 1, sole),
        level(0.05, -0.168, 0.224, 1, sole),
        level(0.054, -0.16, 0.214, 0.95, shoe), level(0.09, -0.16, 0.208, 0.95, shoe),
        level(0.125, -0.158, 0.178, 0.91, shoe),
        level(0.155, -0.154, 0.12, 0.85, shoe), level(0.18, -0.15, 0.065, 0.8, shoe),
        level(0.21, -0.15, 0.036, 0.78, shoe),
      ]
        + (isUnderTrousers
          ? [level(0.23, -0.14, 0.02, 0.7, shoe * 0.5)]
          : [
            level(0.26, -0.152, 0.028, 0.78, shoe), level(0.31, -0.154, 0.03, 0.8, shoe * 1.25),
            level(0.316, -0.162, 0.038, 0.87, shoe * 1.25), level(0.35, -0.163, 0.039, 0.88, shoe * 0.7),
            level(0.354, -0.15, 0.026, 0.76, shoe * 0.5), level(0.31, -0.14, 0.015, 0.68, shoe * 0.5),
          ])
    case .flats:
      return [
        level(0, -0.15, 0.2, 0.92, shoe * 0.6), level(0.008, -0.16, 0.212, 0.97, shoe * 0.6),
        level(0.022, -0.16, 0.213, 0.97, shoe),
        level(0.026, -0.158, 0.21, 0.95, shoe), level(0.055, -0.158, 0.205, 0.95, shoe),
        level(0.082, -0.157, 0.186, 0.92, shoe),
        level(0.1, -0.156, 0.15, 0.89, shoe * 0.85), level(0.105, -0.155, 0.138, 0.87, shoe * 0.6),
        level(0.098, -0.147, 0.128, 0.83, shoe * 0.5), level(0.06, -0.14, 0.12, 0.78, shoe * 0.5),
      ]
    }
  }

  private func middle(_ level: Level) -> Vector {
    let ankle = skeleton.place(.leftFoot)
    return Vector(ankle.x, skeleton.floor + level.y, ankle.z + 0.06 + (level.heel + level.toe) / 2 * size)
  }

  private func middle(_ height: Double) -> Vector {
    let ankle = skeleton.place(.leftFoot)
    let t = smoothstep(0.05, 0.2, height - skeleton.floor)
    return Vector(ankle.x, height, ankle.z + 0.085 * (1 - t) * size)
  }

  private func outline(_ level: Level) -> [Vector] {
    let ankle = skeleton.place(.leftFoot)
    return (0..<Self.columns).map { k in
      let a = Double(k) / Double(Self.columns) * 2 * .pi
      func rounded(_ v: Double) -> Double { (v < 0 ? -1 : 1) * pow(abs(v), 2 / 2.35) }
      let z = (level.heel + level.toe) / 2 + (level.toe - level.heel) / 2 * rounded(cos(a))
      // Narrow heel, broad ball.
      let width = spline(z, [(-0.17, 0.082), (-0.08, 0.084), (0, 0.09), (0.09, 0.106), (0.2, 0.102)])
      let x = width * level.width * rounded(sin(a))
      let t = max(z, 0)
      // The toes turn out with the foot, and the big toe is the longest.
      let turned = x + 0.05 * t - 0.35 * t * t
      return Vector(
        ankle.x + turned * size, skeleton.floor + level.y * mix(1, size, 0.5), ankle.z + 0.06 + z * size)
    }
  }

  private func laces() -> [Patch] {
    guard look.outfit.shoes == .sneakers else { return [] }
    let ankle = skeleton.place(.leftFoot)
    let rows: [(Double, Double)] = [(0.122, 0.165), (0.144, 0.107), (0.162, 0.06)]
    return rows.map { y, z in
      let path = ramp(-1, 1, 7).map { u -> Vector in
        let x = 0.05 * u + 0.05 * z - 0.35 * z * z
        return Vector(
          ankle.x + x * size, skeleton.floor + (y + 0.004 - 0.03 * u * u) * mix(1, size, 0.5),
          ankle.z + 0.06 + (z - 0.012 * u * u) * size)
      }
      return Tube(
        path: path, width: [0.009 * size], depth: [0.007 * size], colors: [look.palette.trim], segments: 6,
        up: Vector(0, 0.6, 0.8)
      ).patch()
    }
  }

  private func binding(_ p: Vector) -> Binding {
    let ankle = skeleton.place(.leftFoot).y
    let toes = skeleton.place(.leftToes).z
    var binding = Binding(.leftFoot, .leftToes, smoothstep(toes - 0.05, toes + 0.05, p.z))
    binding.blend(.leftLowerLeg, smoothstep(ankle + 0.02, ankle + 0.14, p.y))
    return binding
  }
}
