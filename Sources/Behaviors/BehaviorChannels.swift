public import Motion

/// The channels that the bundled strategies write, in the order of their rows.
public enum BehaviorChannels {
  /// Bones that move, from the spine outward.
  public static let bones: [HumanoidBone] = [
    .spine, .chest, .upperChest, .neck, .head, .leftShoulder, .leftUpperArm, .leftLowerArm, .leftHand,
    .rightShoulder, .rightUpperArm, .rightLowerArm, .rightHand,
  ]

  /// 52 ARKit weights in the order of ``FaceWeight``, `gaze.yaw`, `gaze.pitch`, rotations of ``bones``.
  public static let all: [Channel] =
    FaceWeight.allCases.map { .weight($0.name) } + [.gazeYaw, .gazePitch] + bones.map { .rotation(of: $0) }

  /// Column of `gaze.yaw`; `gaze.pitch` follows.
  static let gaze = FaceWeight.allCases.count
  /// Column of the first bone.
  static let firstBone = gaze + 2
}
