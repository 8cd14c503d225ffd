import Motion

extension ReachSkeleton {
  /// A person of 1.7 m with all bones of VRM: what is taken where no rig is given.
  public static let standard: ReachSkeleton = {
    var bones: [Bone] = []
    var index: [String: Int] = [:]
    func add(_ bone: HumanoidBone, on parent: HumanoidBone?, _ x: Float, _ y: Float, _ z: Float) {
      index[bone.rawValue] = bones.count
      bones.append(
        Bone(bone.rawValue, parent: parent.flatMap { index[$0.rawValue] }, offset: SIMD3(x, y, z)))
    }
    add(.hips, on: nil, 0, 0.93, 0)
    add(.spine, on: .hips, 0, 0.1, 0)
    add(.chest, on: .spine, 0, 0.12, 0)
    add(.upperChest, on: .chest, 0, 0.12, 0)
    add(.neck, on: .upperChest, 0, 0.15, 0)
    add(.head, on: .neck, 0, 0.09, 0.01)
    add(.jaw, on: .head, 0, 0.01, 0.03)
    for (side, bones) in [(Float(1), left), (Float(-1), right)] {
      add(bones.eye, on: .head, 0.03 * side, 0.07, 0.08)
      add(bones.shoulder, on: .upperChest, 0.03 * side, 0.11, 0)
      add(bones.upperArm, on: bones.shoulder, 0.12 * side, 0, 0)
      add(bones.lowerArm, on: bones.upperArm, 0.29 * side, 0, 0)
      add(bones.hand, on: bones.lowerArm, 0.24 * side, 0, 0)
      for (finger, joints) in bones.fingers.enumerated() {
        let z = 0.03 - 0.02 * Float(finger)
        add(joints[0], on: bones.hand, (finger == 0 ? 0.03 : 0.09) * side, 0, z)
        add(joints[1], on: joints[0], 0.04 * side, 0, 0)
        add(joints[2], on: joints[1], 0.025 * side, 0, 0)
      }
      add(bones.upperLeg, on: .hips, 0.09 * side, -0.05, 0)
      add(bones.lowerLeg, on: bones.upperLeg, 0, -0.4, 0)
      add(bones.foot, on: bones.lowerLeg, 0, -0.4, 0)
      add(bones.toes, on: bones.foot, 0, -0.07, 0.13)
    }
    return ReachSkeleton(bones) ?? ReachSkeleton(unchecked: [])
  }()

  private init(unchecked bones: [Bone]) { self.bones = bones }

  private struct Side {
    var eye, shoulder, upperArm, lowerArm, hand, upperLeg, lowerLeg, foot, toes: HumanoidBone
    var fingers: [[HumanoidBone]]
  }

  private static let left = Side(
    eye: .leftEye, shoulder: .leftShoulder, upperArm: .leftUpperArm, lowerArm: .leftLowerArm, hand: .leftHand,
    upperLeg: .leftUpperLeg, lowerLeg: .leftLowerLeg, foot: .leftFoot, toes: .leftToes,
    fingers: [
      [.leftThumbMetacarpal, .leftThumbProximal, .leftThumbDistal],
      [.leftIndexProximal, .leftIndexIntermediate, .leftIndexDistal],
      [.leftMiddleProximal, .leftMiddleIntermediate, .leftMiddleDistal],
      [.leftRingProximal, .leftRingIntermediate, .leftRingDistal],
      [.leftLittleProximal, .leftLittleIntermediate, .leftLittleDistal],
    ])

  private static let right = Side(
    eye: .rightEye, shoulder: .rightShoulder, upperArm: .rightUpperArm, lowerArm: .rightLowerArm,
    hand: .rightHand, upperLeg: .rightUpperLeg, lowerLeg: .rightLowerLeg, foot: .rightFoot, toes: .rightToes,
    fingers: [
      [.rightThumbMetacarpal, .rightThumbProximal, .rightThumbDistal],
      [.rightIndexProximal, .rightIndexIntermediate, .rightIndexDistal],
      [.rightMiddleProximal, .rightMiddleIntermediate, .rightMiddleDistal],
      [.rightRingProximal, .rightRingIntermediate, .rightRingDistal],
      [.rightLittleProximal, .rightLittleIntermediate, .rightLittleDistal],
    ])
}
