import Characters
import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The fingers: they hang half curled, open for the strokes of their arm, and are never quite still.
///
/// The shapes of a hand are angles about x, y, z in degrees for the left hand (R = Rx · Ry · Rz); the right mirrors them.
struct FingerPlan {
  /// Rotations of the bones of one hand, ``bones(left:)``, frame by frame; left, then right.
  private(set) var hands: [[[Quaternion]]]

  /// One joint of a hand in its three shapes.
  private struct Joint {
    let name: String
    /// The finger, 0 index … 3 little, 4 thumb.
    let finger: Int
    let hanging: SIMD3<Double>
    let open: SIMD3<Double>
  }

  init(_ arms: ArmPlan, manner: Manner, clock: FrameClock, seed: UInt64) {
    var dice = Dice(seed: seed, "fingers")
    hands = []
    let restless = scale(manner.style.nervousness, 0.6, 1.7)
    for side in 0..<2 {
      // Index leads and little trails; the thumb goes with the index.
      var openings: [[Double]] = []
      for finger in 0..<5 {
        let lag = 0.06 + [0, 0.013, 0.027, 0.04, 0.005][finger]
        var curve = Curve(clock)
        for (envelope, size) in arms.openings[side] {
          curve.cover(
            Envelope(
              start: envelope.start + lag, full: envelope.full + lag, release: envelope.release + lag,
              end: envelope.end + lag), size)
        }
        curve.smooth(seconds: 0.04)
        curve.addNoise(frequency: 0.22, deviation: 0.035 * restless, &dice)
        openings.append(curve.values)
      }
      hands.append(
        Self.joints.map { joint in
          clock.times.indices.map { k in
            let share = min(1, max(-0.25, openings[joint.finger][k]))
            return Self.rotation(joint.hanging + (joint.open - joint.hanging) * share, left: side == 0)
          }
        })
    }
  }

  /// The bones of one hand in the order of ``hands``.
  static func bones(left: Bool) -> [HumanoidBone] {
    joints.compactMap { HumanoidBone(rawValue: (left ? "left" : "right") + $0.name) }
  }

  private static func rotation(_ degrees: SIMD3<Double>, left: Bool) -> Quaternion {
    let radians = degrees * (Double.pi / 180)
    let x = Quaternion(axis: SIMD3(1, 0, 0), angle: Float(radians.x))
    let y = Quaternion(axis: SIMD3(0, 1, 0), angle: Float(radians.y))
    let q = x * y * Quaternion(axis: SIMD3(0, 0, 1), angle: Float(radians.z))
    return left ? q : Quaternion(x: q.x, y: -q.y, z: -q.z, w: q.w)
  }

  private static let joints: [Joint] = {
    func joint(_ name: String, _ finger: Int, _ hanging: [Double], _ open: [Double]) -> Joint {
      Joint(
        name: name, finger: finger, hanging: SIMD3(hanging[0], hanging[1], hanging[2]),
        open: SIMD3(open[0], open[1], open[2]))
    }
    return [
      joint("ThumbMetacarpal", 4, [14, 5, 0], [1, -7, 0]), joint("ThumbProximal", 4, [0, 12, 0], [0, 1, 0]),
      joint("ThumbDistal", 4, [0, 15, 0], [0, 2, 0]),
      joint("IndexProximal", 0, [0, -2, -17], [0, -7, 1]),
      joint("IndexIntermediate", 0, [0, 0, -24], [0, 0, -5]),
      joint("IndexDistal", 0, [0, 0, -13], [0, 0, -3]),
      joint("MiddleProximal", 1, [0, 0, -23], [0, 0, -2]),
      joint("MiddleIntermediate", 1, [0, 0, -28], [0, 0, -6]),
      joint("MiddleDistal", 1, [0, 0, -16], [0, 0, -4]),
      joint("RingProximal", 2, [0, 0, -28], [0, 5, -4]),
      joint("RingIntermediate", 2, [0, 0, -31], [0, 0, -8]),
      joint("RingDistal", 2, [0, 0, -17], [0, 0, -5]),
      joint("LittleProximal", 3, [0, 3, -31], [0, 11, -5]),
      joint("LittleIntermediate", 3, [0, 0, -32], [0, 0, -9]),
      joint("LittleDistal", 3, [0, 0, -18], [0, 0, -6]),
    ]
  }()
}
