import Motion

/// The joints of the SMPL family of body models in the order of their pose parameters.
///
/// SMPL, SMPL-H and SMPL-X rest in a T-pose with +Y up and facing +Z, their joints' axes parallel to the world's:
/// a joint's local rotation is that of the VRM normalised bone.
enum SMPLSkeleton {
  /// The 22 joints of the body; all three models begin with these.
  static let body: [HumanoidBone] = [
    .hips, .leftUpperLeg, .rightUpperLeg, .spine, .leftLowerLeg, .rightLowerLeg, .chest, .leftFoot,
    .rightFoot, .upperChest, .leftToes, .rightToes, .neck, .leftShoulder, .rightShoulder, .head,
    .leftUpperArm, .rightUpperArm, .leftLowerArm, .rightLowerArm, .leftHand, .rightHand,
  ]
  /// Index, middle, pinky, ring and thumb, from the palm outward.
  static let leftHand: [HumanoidBone] = [
    .leftIndexProximal, .leftIndexIntermediate, .leftIndexDistal, .leftMiddleProximal,
    .leftMiddleIntermediate, .leftMiddleDistal, .leftLittleProximal, .leftLittleIntermediate,
    .leftLittleDistal, .leftRingProximal, .leftRingIntermediate, .leftRingDistal, .leftThumbMetacarpal,
    .leftThumbProximal, .leftThumbDistal,
  ]
  /// As ``leftHand``.
  static let rightHand: [HumanoidBone] = [
    .rightIndexProximal, .rightIndexIntermediate, .rightIndexDistal, .rightMiddleProximal,
    .rightMiddleIntermediate, .rightMiddleDistal, .rightLittleProximal, .rightLittleIntermediate,
    .rightLittleDistal, .rightRingProximal, .rightRingIntermediate, .rightRingDistal, .rightThumbMetacarpal,
    .rightThumbProximal, .rightThumbDistal,
  ]
  /// The joints that SMPL-X has between body and hands.
  static let face: [HumanoidBone] = [.jaw, .leftEye, .rightEye]

  /// Bones of a whole pose vector by its width: SMPL-X (165), SMPL-H (156), SMPL (72, whose last two joints are
  /// lumps of fingers and no bones), the body alone (66); `nil` for any other.
  static func whole(_ width: Int) -> (name: String, bones: [HumanoidBone?])? {
    switch width {
    case 165: ("SMPL-X", body + face + leftHand + rightHand)
    case 156: ("SMPL-H", body + leftHand + rightHand)
    case 72: ("SMPL", body + [nil, nil])
    case 66: ("SMPL body", body)
    default: nil
    }
  }

  /// Arrays that hold a part of the pose: the names in use, and the bones by width.
  static let parts: [(keys: [String], bones: [[HumanoidBone?]])] = [
    (["smplh:global_orient", "root_orient", "global_orient"], [[.hips]]),
    (
      ["smplh:body_pose", "pose_body", "body_pose"],
      [Array(body.dropFirst()), Array(body.dropFirst()) + [nil, nil]]
    ),
    (["smplh:left_hand_pose", "left_hand_pose"], [leftHand]),
    (["smplh:right_hand_pose", "right_hand_pose"], [rightHand]),
    (["pose_hand", "hand_pose"], [leftHand + rightHand]),
    (["pose_jaw", "jaw_pose"], [[.jaw]]),
    (["pose_eye"], [[.leftEye, .rightEye]]),
    (["leye_pose"], [[.leftEye]]),
    (["reye_pose"], [[.rightEye]]),
  ]
}
