import Foundation
import Motion

/// What rotations must keep: unit length, one hemisphere, and the range of motion of their joint.
extension RigInspection {
  mutating func checkRotation(_ channel: Channel, _ offset: Int) {
    let axis = channel.bone?.twistAxis ?? 1
    let motion = channel.bone.flatMap { limits.rotations[$0.rawValue] }
    let shortest = (1 - RigRule.lengthTolerance) * (1 - RigRule.lengthTolerance)
    let longest = (1 + RigRule.lengthTolerance) * (1 + RigRule.lengthTolerance)
    func half(_ degrees: Double) -> Float {
      Float(min(180, max(0, degrees) + RigRule.angleTolerance) * .pi / 360)
    }
    let swingCosine = motion.map { cosf(half($0.swing)) } ?? -1
    let twistSine = motion.map { sinf(half($0.twist)) } ?? 2
    // Squares decide, without a root: w² + a² is the squared cosine of half the swing.
    let least = swingCosine > 0 ? swingCosine * swingCosine : -1
    let most = twistSine * twistSine
    var before = SIMD4<Float>(0, 0, 0, 0)
    let suspects = frames { row in
      let q = SIMD4(row[offset], row[offset + 1], row[offset + 2], row[offset + 3])
      let square = (q * q).sum()
      let turn = q[axis] * q[axis]
      let along = q.w * q.w + turn
      let isSound =
        square >= shortest && square <= longest && (before * q).sum() >= 0 && along >= least * square
        && turn <= most * along
      before = q
      return isSound
    }
    for frame in suspects {
      inspect(rotation(frame, offset), after: frame > 0 ? rotation(frame - 1, offset) : nil, frame, channel)
      guard let motion else { continue }
      let angles = SwingTwist.angles(of: Quaternion(rotation(frame, offset)), axis: axis)
      noteAngle(.swing, frame, channel, angles.swing, limit: motion.swing)
      noteAngle(.twist, frame, channel, angles.twist, limit: motion.twist)
    }
  }

  private mutating func noteAngle(
    _ rule: RigRule, _ frame: Int, _ channel: Channel, _ radians: Double, limit: Double
  ) {
    let degrees = radians * 180 / .pi
    guard degrees > limit + RigRule.angleTolerance else { return }
    faults.note(
      rule, frame: frame, channel.name, value: degrees, limit: limit, unit: "deg", excess: degrees - limit)
  }

  /// Notes a wrong length or a flipped sign.
  private mutating func inspect(
    _ q: SIMD4<Float>, after before: SIMD4<Float>?, _ frame: Int, _ channel: Channel
  ) {
    let length = (q * q).sum().squareRoot()
    guard length.isFinite else { return }
    if abs(length - 1) > RigRule.lengthTolerance {
      faults.note(
        .unitLength, frame: frame, channel.name, value: Double(length), limit: 1,
        excess: Double(abs(length - 1)))
    }
    if let before, (before * q).sum() < 0 {
      faults.note(.hemisphere, frame: frame, channel.name, value: nil, limit: nil)
    }
  }

  private func rotation(_ frame: Int, _ offset: Int) -> SIMD4<Float> {
    let at = frame * width + offset
    return SIMD4(track.samples[at], track.samples[at + 1], track.samples[at + 2], track.samples[at + 3])
  }
}
