/// The humanoid bones of VRM 1.0 (specification `VRMC_vrm`, humanoid), by their names there.
public enum HumanoidBone: String, Hashable, Sendable, CaseIterable {
  /// The `hips` bone.
  case hips
  /// The `spine` bone.
  case spine
  /// The `chest` bone.
  case chest
  /// The `upperChest` bone.
  case upperChest
  /// The `neck` bone.
  case neck
  /// The `head` bone.
  case head
  /// The `leftEye` bone.
  case leftEye
  /// The `rightEye` bone.
  case rightEye
  /// The `jaw` bone.
  case jaw
  /// The `leftUpperLeg` bone.
  case leftUpperLeg
  /// The `leftLowerLeg` bone.
  case leftLowerLeg
  /// The `leftFoot` bone.
  case leftFoot
  /// The `leftToes` bone.
  case leftToes
  /// The `rightUpperLeg` bone.
  case rightUpperLeg
  /// The `rightLowerLeg` bone.
  case rightLowerLeg
  /// The `rightFoot` bone.
  case rightFoot
  /// The `rightToes` bone.
  case rightToes
  /// The `leftShoulder` bone.
  case leftShoulder
  /// The `leftUpperArm` bone.
  case leftUpperArm
  /// The `leftLowerArm` bone.
  case leftLowerArm
  /// The `leftHand` bone.
  case leftHand
  /// The `rightShoulder` bone.
  case rightShoulder
  /// The `rightUpperArm` bone.
  case rightUpperArm
  /// The `rightLowerArm` bone.
  case rightLowerArm
  /// The `rightHand` bone.
  case rightHand
  /// The `leftThumbMetacarpal` bone.
  case leftThumbMetacarpal
  /// The `leftThumbProximal` bone.
  case leftThumbProximal
  /// The `leftThumbDistal` bone.
  case leftThumbDistal
  /// The `leftIndexProximal` bone.
  case leftIndexProximal
  /// The `leftIndexIntermediate` bone.
  case leftIndexIntermediate
  /// The `leftIndexDistal` bone.
  case leftIndexDistal
  /// The `leftMiddleProximal` bone.
  case leftMiddleProximal
  /// The `leftMiddleIntermediate` bone.
  case leftMiddleIntermediate
  /// The `leftMiddleDistal` bone.
  case leftMiddleDistal
  /// The `leftRingProximal` bone.
  case leftRingProximal
  /// The `leftRingIntermediate` bone.
  case leftRingIntermediate
  /// The `leftRingDistal` bone.
  case leftRingDistal
  /// The `leftLittleProximal` bone.
  case leftLittleProximal
  /// The `leftLittleIntermediate` bone.
  case leftLittleIntermediate
  /// The `leftLittleDistal` bone.
  case leftLittleDistal
  /// The `rightThumbMetacarpal` bone.
  case rightThumbMetacarpal
  /// The `rightThumbProximal` bone.
  case rightThumbProximal
  /// The `rightThumbDistal` bone.
  case rightThumbDistal
  /// The `rightIndexProximal` bone.
  case rightIndexProximal
  /// The `rightIndexIntermediate` bone.
  case rightIndexIntermediate
  /// The `rightIndexDistal` bone.
  case rightIndexDistal
  /// The `rightMiddleProximal` bone.
  case rightMiddleProximal
  /// The `rightMiddleIntermediate` bone.
  case rightMiddleIntermediate
  /// The `rightMiddleDistal` bone.
  case rightMiddleDistal
  /// The `rightRingProximal` bone.
  case rightRingProximal
  /// The `rightRingIntermediate` bone.
  case rightRingIntermediate
  /// The `rightRingDistal` bone.
  case rightRingDistal
  /// The `rightLittleProximal` bone.
  case rightLittleProximal
  /// The `rightLittleIntermediate` bone.
  case rightLittleIntermediate
  /// The `rightLittleDistal` bone.
  case rightLittleDistal

  /// Bones that VRM 1.0 requires every humanoid to have.
  public static let required: [HumanoidBone] = [
    .hips, .spine, .head, .leftUpperLeg, .leftLowerLeg, .leftFoot, .rightUpperLeg, .rightLowerLeg, .rightFoot,
    .leftUpperArm, .leftLowerArm, .leftHand, .rightUpperArm, .rightLowerArm, .rightHand,
  ]
}
