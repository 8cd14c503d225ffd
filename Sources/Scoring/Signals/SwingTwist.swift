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

  /// Swing and twist of a quaternion of any length in degrees, 0…180; 0 for one without direction.
  static func degrees(_ q: SIMD4<Float>, axis: Int) -> (swing: Double, twist: Double) {
    let w = Double(q.w)
    let turn = Double(q[axis])
    let along = (w * w + turn * turn).squareRoot()
    let length = Double((q * q).sum()).squareRoot()
    guard length > 0, length.isFinite else { return (0, 0) }
    let swing = 2 * acos(min(1, along / length))
    let twist = along > 0 ? 2 * asin(min(1, abs(turn) / along)) : 0
    return (swing * 180 / .pi, twist * 180 / .pi)
  }
}
