import Foundation
import Motion

/// A rotation split into a turn about a bone's own axis and the tilt of that axis.
enum SwingTwist {
  /// The axis a bone lies along in the T-pose, which is the axis of its twist.
  ///
  /// Arms, hands and fingers lie along X, eyes look along Z, all else stands along Y.
  static func axis(of bone: HumanoidBone) -> Int {
    let name = bone.rawValue
    if name.hasSuffix("Eye") { return 2 }
    let limbs = ["Shoulder", "Arm", "Hand", "Thumb", "Index", "Middle", "Ring", "Little"]
    return limbs.contains { name.contains($0) } ? 0 : 1
  }

  /// Cosine of half the swing and sine of half the twist of a unit quaternion, both at least 0.
  static func halves(_ q: SIMD4<Float>, axis: Int) -> (swingCosine: Float, twistSine: Float) {
    let along = (q.w * q.w + q[axis] * q[axis]).squareRoot()
    return (along, along > 0 ? abs(q[axis]) / along : 0)
  }

  /// Swing and twist in degrees, 0…180.
  static func degrees(_ q: SIMD4<Float>, axis: Int) -> (swing: Double, twist: Double) {
    let halves = halves(q, axis: axis)
    let swing = 2 * acos(min(1, Double(halves.swingCosine)))
    let twist = 2 * asin(min(1, Double(halves.twistSine)))
    return (swing * 180 / .pi, twist * 180 / .pi)
  }
}
