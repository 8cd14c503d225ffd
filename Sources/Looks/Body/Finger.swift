import Foundation
import Motion

extension Hand {
  /// One finger; its joints are relative to the wrist: x along the arm, z towards the thumb.
  enum Finger: Int, CaseIterable {
    case thumb, index, middle, ring, little

    /// Bones from the palm outwards, on the left.
    var bones: [HumanoidBone] {
      switch self {
      case .thumb: [.leftThumbMetacarpal, .leftThumbProximal, .leftThumbDistal]
      case .index: [.leftIndexProximal, .leftIndexIntermediate, .leftIndexDistal]
      case .middle: [.leftMiddleProximal, .leftMiddleIntermediate, .leftMiddleDistal]
      case .ring: [.leftRingProximal, .leftRingIntermediate, .leftRingDistal]
      case .little: [.leftLittleProximal, .leftLittleIntermediate, .leftLittleDistal]
      }
    }

    /// Three joints and the tip.
    var points: [Vector] {
      let (root, direction, lengths): (Vector, Vector, [Double])
      switch self {
      case .thumb:
        (root, direction, lengths) = (
          Vector(0.048, -0.01, 0.05), Vector(0.7, -0.16, 0.7), [0.068, 0.058, 0.046]
        )
      case .index:
        (root, direction, lengths) = (Vector(0.168, 0, 0.0615), Vector(1, 0, 0.11), [0.064, 0.044, 0.034])
      case .middle:
        (root, direction, lengths) = (Vector(0.176, 0.002, 0.02), Vector(1, 0, 0.03), [0.071, 0.05, 0.036])
      case .ring:
        (root, direction, lengths) = (Vector(0.17, 0, -0.0205), Vector(1, 0, -0.05), [0.066, 0.046, 0.034])
      case .little:
        (root, direction, lengths) = (
          Vector(0.155, -0.003, -0.0595), Vector(1, 0, -0.14), [0.053, 0.036, 0.03]
        )
      }
      var out = [root]
      for (i, length) in lengths.enumerated() {
        // A hint of a curl, so that a hand at rest is not a rake.
        let bend = self == .thumb ? 0.03 : 0.07 * Double(i)
        let d = (direction.normalized + Vector(0, -bend, 0)).normalized
        out.append((out.last ?? root) + d * length)
      }
      return out
    }

    var joints: [Vector] { Array(points.prefix(3)) }

    /// Radii at root and tip.
    var radii: (root: Double, tip: Double) {
      switch self {
      case .thumb: (0.031, 0.0215)
      case .index: (0.0228, 0.0182)
      case .middle: (0.0232, 0.0186)
      case .ring: (0.0226, 0.0182)
      case .little: (0.0206, 0.0166)
      }
    }

    /// Adds the finger to a hand, out of a loop of eight points: two to each side, back and palm between.
    func grow(from base: [Int], on lattice: inout Lattice, wrist: Vector, size: Double, color: Vector) {
      let joints = points.map { wrist + $0 * size }
      var previous = base
      var number = 0
      func add(_ segment: Int, _ place: Vector, _ radius: Double, _ binding: Binding, flat: Double = 1) {
        let d = (joints[segment + 1] - joints[segment]).normalized
        // The thumb's sideways axis points away from the palm's back edge, those of the fingers to the thumb.
        let towards = self == .thumb ? Vector(0.7, 0, -0.7) : Vector(0, 0, 1)
        let right = (towards - d * dot(towards, d)).normalized
        let up = self == .thumb ? cross(d, right) : cross(right, d)
        var places: [Vector] = []
        for k in 0..<8 {
          let a = Double(self == .thumb ? k : 3 - k) * .pi / 4
          places.append(place + (right * cos(a) + up * (sin(a) * 0.96 * flat)) * (radius * size))
        }
        if number == 0 {
          // The first ring still has something of the palm's shape.
          places = zip(places, base).map { mix($0, lattice.points[$1], 0.22) }
        }
        number += 1
        let next = lattice.add(places, binding)
        lattice.strip(previous, next, color)
        previous = next
      }
      let bones = self.bones
      let radii = self.radii
      func radius(_ place: Double) -> Double { mix(radii.root, radii.tip, place / 3) }
      let isThumb = self == .thumb
      add(
        0, mix(joints[0], joints[1], isThumb ? 0.2 : 0.06), radius(0) * (isThumb ? 1.1 : 1.05),
        Binding(.leftHand, bones[0], 0.6))
      for i in 0..<3 {
        let (a, b) = (joints[i], joints[i + 1])
        add(
          i, mix(a, b, i == 0 ? 0.42 : 0.28), radius(Double(i) + 0.3) * (i == 0 ? 1 : 0.985),
          Binding(bones[i]))
        if i == 2 { break }
        add(i, mix(a, b, 0.78), radius(Double(i) + 0.78) * 0.99, Binding(bones[i], bones[i + 1], 0.12))
        // A knuckle a touch thicker than its neighbours.
        add(i, b, radius(Double(i) + 1) * 1.035, Binding(bones[i], bones[i + 1], 0.5))
        add(
          i + 1, mix(b, joints[i + 2], 0.2), radius(Double(i) + 1.2) * 0.99,
          Binding(bones[i], bones[i + 1], 0.88))
      }
      let end = (joints[3] - joints[2]).normalized
      for (degrees, thin) in [(8.0, 1.0), (42, 0.95), (68, 0.92)] {
        let place = joints[3] + end * (radii.tip * size * (sin(radians(degrees)) - 1))
        add(2, place, radii.tip * cos(radians(degrees)), Binding(bones[2]), flat: thin)
      }
      lattice.cap(previous, joints[3] - end * (radii.tip * size * 0.02), color)
    }
  }
}
