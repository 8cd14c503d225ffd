import Foundation
import Motion

/// A hand in the T-pose: palm down, thumb forwards. Built on the left.
struct Hand {
  let look: LookParameters
  let wrist: Vector

  /// A finger's joints relative to the wrist: x along the arm, z towards the thumb.
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
          Vector(0.05, -0.012, 0.052), Vector(0.72, -0.12, 0.69), [0.068, 0.06, 0.045]
        )
      case .index:
        (root, direction, lengths) = (Vector(0.172, 0, 0.06), Vector(1, 0, 0.13), [0.062, 0.042, 0.03])
      case .middle:
        (root, direction, lengths) = (Vector(0.18, 0.003, 0.02), Vector(1, 0, 0.035), [0.068, 0.046, 0.032])
      case .ring:
        (root, direction, lengths) = (
          Vector(0.174, 0.001, -0.021), Vector(1, 0, -0.06), [0.063, 0.043, 0.03]
        )
      case .little:
        (root, direction, lengths) = (
          Vector(0.158, -0.004, -0.058), Vector(1, 0, -0.17), [0.05, 0.034, 0.026]
        )
      }
      var out = [root]
      for (i, length) in lengths.enumerated() {
        // A hint of a curl, so that a hand at rest is not a rake.
        let bend = self == .thumb ? 0.03 : 0.09 * Double(i)
        let d = (direction.normalized + Vector(0, -bend, 0)).normalized
        out.append((out.last ?? root) + d * length)
      }
      return out
    }

    var joints: [Vector] { Array(points.prefix(3)) }

    /// Radii at root and tip.
    var radii: (Double, Double) {
      switch self {
      case .thumb: (0.031, 0.0215)
      case .index: (0.0235, 0.0195)
      case .middle: (0.0245, 0.02)
      case .ring: (0.0235, 0.0195)
      case .little: (0.021, 0.0175)
      }
    }
  }

  /// The left hand.
  func patch() -> Patch {
    let skin = look.palette.skin
    let size = look.build.handSize
    let xs = [-0.05, 0, 0.035, 0.07, 0.105, 0.14, 0.17, 0.188, 0.196]
    let widths = [0.05, 0.052, 0.066, 0.08, 0.086, 0.086, 0.08, 0.06, 0.03]
    let depths = [0.044, 0.043, 0.041, 0.04, 0.038, 0.035, 0.030, 0.022, 0.01]
    let palm = Tube(
      path: zip(xs, depths).map { wrist + Vector($0, 0.006 - 0.003 * $1 / 0.04, 0.002) * size },
      width: widths.map { $0 * size }, depth: depths.map { $0 * size }, colors: [skin], segments: 14,
      up: Vector(0, 1, 0), exponent: 2.3, cappedStart: false
    ).patch().bound { p in
      Binding(.leftLowerArm, .leftHand, smoothstep(-0.03, 0.03, p.x - wrist.x))
    }
    return Patch.joined([palm] + Finger.allCases.map { finger($0, size, skin) })
  }

  private func finger(_ finger: Finger, _ size: Double, _ skin: Vector) -> Patch {
    let points = finger.points.map { wrist + $0 * size }
    let (thick, thin) = finger.radii
    var path: [Vector] = []
    var radii: [Double] = []
    var bindings: [Binding] = []
    let bones = finger.bones
    let inner = (points[1] - points[0]).normalized
    func add(_ p: Vector, _ r: Double, _ binding: Binding) {
      path.append(p)
      radii.append(r * size)
      bindings.append(binding)
    }
    let root = finger == .thumb ? 0.035 : 0.04
    add(points[0] - inner * (root * size), thick * 0.9, Binding(.leftHand))
    add(points[0], thick * 1.04, Binding(.leftHand, bones[0], 0.5))
    for i in 0..<3 {
      let (a, b) = (points[i], points[i + 1])
      let r = mix(thick, thin, (Double(i) + 0.5) / 3)
      add(mix(a, b, 0.34), r * 0.99, Binding(bones[i]))
      if i < 2 {
        add(mix(a, b, 0.76), r * 0.99, Binding(bones[i]))
        // A knuckle a touch thicker than its neighbours.
        add(b, mix(thick, thin, Double(i + 1) / 3) * 1.03, Binding(bones[i], bones[i + 1], 0.5))
      }
    }
    let end = (points[3] - points[2]).normalized
    for degrees in [10.0, 48, 76] {
      let p = points[3] + end * (thin * size * (sin(radians(degrees)) - 1))
      add(p, thin * cos(radians(degrees)), Binding(bones[2]))
    }
    let segments = finger == .thumb ? 9 : 8
    var patch = Tube(
      path: path, width: radii, depth: radii, colors: [skin], segments: segments, up: Vector(0, 1, 0),
      cappedStart: false
    ).patch()
    patch.bindings = patch.positions.indices.map { bindings[min($0 / segments, bindings.count - 1)] }
    return patch
  }
}
