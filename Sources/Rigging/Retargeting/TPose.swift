import Motion

/// Where bones point in the T-pose of VRM 1.0 (`VRMC_vrm`, T-pose): +Y up, facing +Z, so that the left arm points
/// along +X.
enum TPose {
  /// The nearest bone above that is among `bones`.
  static func parent(of bone: HumanoidBone, among bones: [HumanoidBone: Int]) -> HumanoidBone? {
    bone.nearestAncestor { bones[$0] != nil }
  }

  /// Bones below, in order.
  static func children(of bone: HumanoidBone) -> [HumanoidBone] { childLists[bone] ?? [] }

  private static let childLists: [HumanoidBone: [HumanoidBone]] = {
    var lists: [HumanoidBone: [HumanoidBone]] = [:]
    for bone in HumanoidBone.allCases {
      if let above = bone.parentBone { lists[above, default: []].append(bone) }
    }
    return lists
  }()

  /// Where a bone points in the T-pose, and from how many degrees of deviation on a rest pose is not believed.
  struct Direction {
    var vector: SIMD3<Float>
    var toleranceDegrees: Float
  }

  /// The direction of a bone; `nil` for those whose direction differs between bodies: eyes, jaw, thumbs.
  ///
  /// Upper and lower limbs are laid exactly along their axis. Shoulders, hands, fingers, feet and the spine have
  /// shapes of their own and are only turned when they are far from it.
  static func direction(of bone: HumanoidBone) -> Direction? {
    let name = bone.rawValue
    if name.contains("Thumb") { return nil }
    let side: Float = name.hasPrefix("right") ? -1 : 1
    switch bone {
    case .hips, .leftEye, .rightEye, .jaw: return nil
    case .spine, .chest, .upperChest, .neck, .head:
      return Direction(vector: SIMD3(0, 1, 0), toleranceDegrees: 45)
    case .leftUpperLeg, .rightUpperLeg, .leftLowerLeg, .rightLowerLeg:
      return Direction(vector: SIMD3(0, -1, 0), toleranceDegrees: 0)
    case .leftFoot, .rightFoot: return Direction(vector: footDirection, toleranceDegrees: 50)
    case .leftToes, .rightToes: return Direction(vector: SIMD3(0, 0, 1), toleranceDegrees: 50)
    case .leftShoulder, .rightShoulder:
      return Direction(vector: SIMD3(side, 0, 0), toleranceDegrees: 50)
    case .leftUpperArm, .rightUpperArm, .leftLowerArm, .rightLowerArm:
      return Direction(vector: SIMD3(side, 0, 0), toleranceDegrees: 0)
    default: return Direction(vector: SIMD3(side, 0, 0), toleranceDegrees: 40)
    }
  }

  /// From the ankle to the ball of a foot that stands flat: forward and 24° down.
  static let footDirection = SIMD3<Float>(0, -0.406_736_6, 0.913_545_5)

  /// The axis about which an elbow or a knee bends in the T-pose, as the cross product of the upper and the lower
  /// part of a bent limb: elbows bend forward, knees backward.
  static func hinge(ofUpper bone: HumanoidBone) -> SIMD3<Float>? {
    switch bone {
    case .leftUpperArm: SIMD3(0, -1, 0)
    case .rightUpperArm: SIMD3(0, 1, 0)
    case .leftUpperLeg, .rightUpperLeg: SIMD3(1, 0, 0)
    default: nil
    }
  }
}
