import Foundation
import Motion

/// Bones keep their length: what a track displaces besides the hips stretches the body.
extension RigInspection {
  /// A joint's displacement, held against the length of the bone above it; where no rig is at hand, against 1 m.
  ///
  /// The hips carry the whole body and may move. Nodes that are no humanoid bones are a rig's own affair.
  mutating func checkLength(_ channel: Channel, _ offset: Int) {
    guard let bone = channel.bone, bone != .hips else { return }
    let length = bones?.length(of: bone) ?? 1
    guard length > 0 else { return }
    let most = RigRule.boneTolerance * length
    let suspects = frames { row in
      let move = SIMD3(row[offset], row[offset + 1], row[offset + 2])
      return (move * move).sum() <= most * most
    }
    for frame in suspects {
      let move = SIMD3(track[frame, offset], track[frame, offset + 1], track[frame, offset + 2])
      let share = (move * move).sum().squareRoot() / length
      guard share.isFinite else { continue }
      faults.note(
        .boneLength, frame: frame, channel.name, value: Double(share), limit: Double(RigRule.boneTolerance),
        unit: "of its length", excess: Double(share))
    }
  }
}
