import Motion

extension BoneConvention {
  private static let limbs: [(String, String)] =
    [
      ("Eye", "Eye"), ("UpperLeg", "UpLeg"), ("LowerLeg", "Leg"), ("Foot", "Foot"), ("Toes", "ToeBase"),
      ("Shoulder", "Shoulder"), ("UpperArm", "Arm"), ("LowerArm", "ForeArm"), ("Hand", "Hand"),
    ]
    + fingers([
      ("Thumb", "HandThumb"), ("Index", "HandIndex"), ("Middle", "HandMiddle"), ("Ring", "HandRing"),
      ("Little", "HandPinky"),
    ]) { "\($0)\($1 + 1)" }

  /// Mixamo, Ready Player Me and MotionBuilder: three spine joints.
  static let mixamo = BoneConvention(
    "Mixamo",
    centre: [
      ("Hips", .hips), ("Spine", .spine), ("Spine1", .chest), ("Spine2", .upperChest), ("Neck", .neck),
      ("Head", .head), ("Jaw", .jaw),
    ],
    limbs: limbs, spelling: [{ $0.word + $1 }])

  /// MotionBuilder with four or more spine joints, as in ZeroEGGS: the topmost of them carries the shoulders, and
  /// the one between spine and chest keeps its own motion.
  static let fourSpines = BoneConvention(
    "MotionBuilder, four spine joints", mark: "spine3",
    centre: [
      ("Hips", .hips), ("Spine", .spine), ("Spine2", .chest), ("Spine3", .upperChest), ("Neck", .neck),
      ("Head", .head), ("Jaw", .jaw),
    ],
    limbs: limbs, spelling: [{ $0.word + $1 }])

  /// The BVH conversions of the CMU library: a lower back below two spine joints, and thumbs of one joint.
  static let cmu = BoneConvention(
    "CMU",
    centre: [
      ("Hips", .hips), ("LowerBack", .spine), ("Spine", .chest), ("Spine1", .upperChest), ("Neck", .neck),
      ("Head", .head),
    ],
    limbs: limbs, spelling: [{ $0.word + $1 }])
}
