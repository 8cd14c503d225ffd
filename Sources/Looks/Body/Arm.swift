import Foundation
import Motion

/// Arms from the trunk's hole to the wrist, built on the left in the T-pose.
struct Arm {
  let skeleton: Skeleton
  let shape: BodyShape

  /// One ring of a sleeve; everything from here to the next ring has its colour.
  struct Ring {
    /// Share of the way from shoulder to wrist.
    var share: Double
    /// Room between arm and cloth.
    var ease: Double
    var color: Vector
  }

  static let columns = 20
  /// Rings between the trunk and the first free ring of the arm.
  private static let blends = 5
  /// Where the arm is free of the trunk.
  static let freeShare = 0.15

  /// Radians round the arm of a column: 4 is up, 9 forwards, 14 down, 19 back.
  static func angle(_ column: Int) -> Double { (90 - 18 * Double(column - 4)) * .pi / 180 }

  /// The middle of the arm at a share of its length.
  func middle(_ share: Double) -> Vector {
    skeleton.place(.leftUpperArm)
      + Vector((skeleton.place(.leftHand).x - skeleton.place(.leftUpperArm).x) * share, 0, 0)
  }

  /// The places of one ring.
  func ring(_ share: Double, ease: Double) -> [Vector] {
    let c = middle(share)
    let r = shape.arm(share)
    return (0..<Self.columns).map { k in
      let a = Self.angle(k)
      // Cloth hangs: there is more of it below.
      let below = ease * 0.25 * max(-sin(a), 0)
      return c + Vector(0, sin(a) * (r.up + ease + below), cos(a) * (r.forward + ease))
    }
  }

  /// A sleeve that grows out of the trunk's hole; its last ring turns in.
  func sleeve(from hole: [Vector], _ rings: [Ring], by weights: BodyWeights) -> Patch {
    guard let first = rings.first, let last = rings.last else { return Patch.joined([]) }
    var lattice = Lattice()
    let free = ring(Self.freeShare, ease: first.ease)
    var previous = lattice.add(hole, by: weights.arm)
    for i in 1..<Self.blends {
      let t = Double(i) / Double(Self.blends)
      let places = zip(hole, free).map { a, b in
        let s = smoothstep(0, 1, t)
        return Vector(mix(a.x, b.x, t), mix(a.y, b.y, s), mix(a.z, b.z, s))
      }
      let next = lattice.add(places, by: weights.arm)
      lattice.strip(previous, next, first.color)
      previous = next
    }
    var color = first.color
    for ring in rings {
      let next = lattice.add(self.ring(ring.share, ease: ring.ease), by: weights.arm)
      lattice.strip(previous, next, color)
      (previous, color) = (next, ring.color)
    }
    let inner = lattice.add(self.ring(last.share - 0.03, ease: 0.001), by: weights.arm)
    lattice.strip(previous, inner, last.color * 0.7)
    return lattice.patch { Vector($0.x, middle(0).y, middle(0).z) }
  }
}
