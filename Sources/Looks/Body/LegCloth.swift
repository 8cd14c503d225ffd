import Foundation
import Motion

/// What covers the legs, and the legs where nothing does. Built on the left, but for the seat.
struct LegCloth {
  let look: LookParameters
  let skeleton: Skeleton
  let shape: BodyShape

  /// One ring: 0 at the hip joint, 1 at the knee, 2 at the ankle; everything from here on has its colour.
  struct Ring {
    var place: Double
    var ease: Double
    var color: Vector
  }

  private static let columns = TrunkCloth.columns
  private var weights: BodyWeights { BodyWeights(skeleton: skeleton, shape: shape) }
  private var outfit: LookParameters.Outfit { look.outfit }
  private var cloth: Vector { look.palette.trousers }

  /// Seat and both legs, or a skirt.
  func patch() -> Patch {
    switch outfit.bottom {
    case .skirt: return Skirt(look: look, skeleton: skeleton, shape: shape).patch(by: weights)
    default:
      let parts = pelvis(ease: ease)
      let leg = leg(from: parts.loop, rings).bound(by: weights.leg)
      return Patch.joined([parts.patch.bound(by: weights.leg), leg, leg.mirrored]).welded()
    }
  }

  private var ease: Double { outfit.bottom == .leggings ? 0.005 : 0.012 * outfit.fit }

  /// Where the cloth ends.
  private var end: Double {
    switch outfit.bottom {
    case .trousers, .dungarees: 1.93
    case .leggings: 1.87
    case .shorts: 0.8
    case .skirt: 0
    }
  }

  private var rings: [Ring] {
    let end = end
    let wide = outfit.fit
    func room(_ p: Double) -> Double {
      switch outfit.bottom {
      case .leggings: 0.005
      case .shorts: mix(0.012, 0.034, smoothstep(0.1, 0.8, p)) * wide
      // Cloth falls straight from the calf.
      default: mix(0.012, 0.03, smoothstep(0.5, 1.9, p)) * wide + 0.012 * smoothstep(1.5, 1.9, p)
      }
    }
    let levels = [0.27, 0.36, 0.5, 0.66, 0.8, 0.88, 0.94, 1, 1.06, 1.12, 1.22, 1.36, 1.52, 1.68, 1.8]
    var out = levels.filter { $0 < end - 0.07 }.map { Ring(place: $0, ease: room($0), color: cloth) }
    let hem = room(end)
    switch outfit.bottom {
    case .leggings:
      out += [
        Ring(place: end, ease: 0.006, color: cloth * 0.8), Ring(place: end, ease: 0.0, color: cloth * 0.5),
      ]
    default:
      let cuff = outfit.bottom == .shorts ? cloth * 1.12 : cloth * 1.2
      let height = outfit.bottom == .shorts ? 0.06 : 0.1
      out += [
        Ring(place: end - height, ease: hem, color: cuff),
        Ring(place: end - height + 0.008, ease: hem + 0.012, color: cuff),
        Ring(place: end - 0.012, ease: hem + 0.013, color: cuff),
        Ring(place: end, ease: hem + 0.006, color: cloth * 0.6),
        Ring(place: end - 0.012, ease: hem - 0.008, color: cloth * 0.45),
        Ring(place: end - 0.09, ease: 0.003, color: cloth * 0.45),
      ]
    }
    return out
  }

  /// The legs' skin below the cloth, and the feet in low shoes.
  func skin() -> Patch {
    let left = bareLeg(from: max(end - 0.16, 0.12))
    return Patch.joined([left, left.mirrored])
  }

  /// The socks.
  func socks() -> Patch {
    guard outfit.shoes != .flats else { return Patch.joined([]) }
    let top = outfit.shoes == .boots ? 1.44 : end > 1.5 ? 1.7 : 1.66
    var lattice = Lattice()
    let trim = look.palette.trim
    let levels: [(Double, Double)] = [
      (top, 0.0), (top, 0.007), (top + 0.05, 0.008), (top + 0.06, 0.005), (1.85, 0.005), (2.05, 0.005),
    ]
    let loops = levels.map { lattice.add(circle($0.0, ease: $0.1)) }
    for i in loops.indices.dropLast() { lattice.strip(loops[i], loops[i + 1], i < 3 ? trim : trim * 0.96) }
    let left = lattice.patch { middle(of: $0.y) }.bound(by: weights.leg)
    return Patch.joined([left, left.mirrored])
  }

  // MARK: - Pieces

  private func bareLeg(from start: Double) -> Patch {
    var lattice = Lattice()
    let levels = [
      0.12, 0.24, 0.36, 0.5, 0.66, 0.8, 0.88, 0.94, 1, 1.06, 1.12, 1.22, 1.36, 1.52, 1.68, 1.82, 1.94, 2.06,
    ]
    let loops = levels.filter { $0 >= start - 1e-9 }.map { lattice.add(circle($0, ease: 0)) }
    for i in loops.indices.dropLast() { lattice.strip(loops[i], loops[i + 1], look.palette.skin) }
    return lattice.patch { middle(of: $0.y) }.bound(by: weights.leg)
  }

  private func pelvis(ease: Double) -> (patch: Patch, loop: [Vector]) {
    let levels = [-1.35, -1.38, -1.45, -1.52, -1.58, -1.635]
    var lattice = Lattice()
    var loops: [[Int]] = []
    var last: [Vector] = []
    for y in levels {
      let split = smoothstep(-1.5, -1.635, y)
      last = (0..<Self.columns).map { k in
        let a = Double(k) / Double(Self.columns) * 2 * .pi
        var p = shape.place(y, a, ease: ease)
        // Front and back dip towards the crotch.
        p.y -= 0.05 * split * square(1 - abs(sin(a)))
        return p
      }
      loops.append(lattice.add(last))
    }
    for i in loops.indices.dropLast() {
      lattice.strip(loops[i], loops[i + 1], i == 0 ? cloth * 0.9 : cloth)
    }
    let (front, back) = (last[0], last[Self.columns / 2])
    let bridge = [0.2, 0.5, 0.8].map { t in
      mix(back, front, t) + Vector(0, -0.05 * sin(.pi * t), 0)
    }
    return (lattice.patch { Vector(0, $0.y, -0.06) }, Array(last[0...(Self.columns / 2)]) + bridge)
  }

  private func leg(from loop: [Vector], _ rings: [Ring]) -> Patch {
    guard let first = rings.first else { return Patch.joined([]) }
    var lattice = Lattice()
    let free = circle(first.place, ease: first.ease)
    var previous = lattice.add(loop)
    for t in [0.25, 0.5, 0.75] {
      let s = smoothstep(0, 1, t)
      let places = zip(loop, free).map { Vector(mix($0.x, $1.x, s), mix($0.y, $1.y, t), mix($0.z, $1.z, s)) }
      let next = lattice.add(places)
      lattice.strip(previous, next, cloth)
      previous = next
    }
    var color = cloth
    for ring in rings {
      let next = lattice.add(circle(ring.place, ease: ring.ease))
      lattice.strip(previous, next, color)
      (previous, color) = (next, ring.color)
    }
    return lattice.patch { middle(of: $0.y) }
  }

  /// The middle of the left leg at a place along it.
  private func middle(_ place: Double) -> Vector {
    let hip = skeleton.place(.leftUpperLeg)
    let knee = skeleton.place(.leftLowerLeg)
    let ankle = skeleton.place(.leftFoot)
    return place < 1 ? mix(hip, knee, place) : mix(knee, ankle, place - 1)
  }

  /// The middle of the left leg at a height.
  private func middle(of height: Double) -> Vector {
    let hip = skeleton.place(.leftUpperLeg)
    let ankle = skeleton.place(.leftFoot)
    let t = min(max((hip.y - height) / (hip.y - ankle.y), -0.2), 1.2)
    return Vector(mix(hip.x, ankle.x, t), height, mix(hip.z, ankle.z, t))
  }

  /// A ring of 20 columns, in the order of the seat's edge: the front, the outside, the back, then between the legs.
  private func circle(_ place: Double, ease: Double) -> [Vector] {
    let c = middle(place)
    let r = shape.leg(place)
    return (0..<20).map { k in
      let a = (144 - 18 * Double(k)) * .pi / 180
      var p = c + Vector(cos(a) * (r.across + ease), 0, sin(a) * (r.deep + ease) + r.shift)
      // Thighs touch, but do not enter each other.
      let inner = 0.004 + 0.002 * place
      if p.x < inner { p.x = inner }
      return p
    }
  }
}
