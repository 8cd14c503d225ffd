import Motion

extension BoneConvention {
  /// Plain words with a side before or after them: Bandai-Namco (`UpperArm_L`), Blender (`upper_arm.L`).
  static let sided = BoneConvention(
    "words with L and R",
    centre: [
      ("Hips", .hips), ("Pelvis", .hips), ("Spine", .spine), ("Abdomen", .spine), ("Chest", .chest),
      ("UpperChest", .upperChest), ("Neck", .neck), ("Head", .head), ("Jaw", .jaw),
    ],
    limbs: vrmLimbs + [
      ("UpperLeg", "Thigh"), ("LowerLeg", "Shin"), ("LowerLeg", "Calf"), ("Toes", "Toe"),
      ("Shoulder", "Clavicle"), ("LowerArm", "ForeArm"),
    ]
      + fingers([
        ("Thumb", "Thumb"), ("Index", "Index"), ("Middle", "Middle"), ("Ring", "Ring"), ("Little", "Little"),
        ("Little", "Pinky"),
      ]) { "\($0)\($1 + 1)" },
    spelling: [{ $1 + $0.letter }, { $0.letter + $1 }, { $1 + $0.word }])

  /// Blender's Rigify: the spine is a chain of one name, hips first, with two neck joints below the head.
  static let rigify = BoneConvention(
    "Rigify",
    centre: [
      ("spine", .hips), ("spine.001", .spine), ("spine.002", .chest), ("spine.003", .upperChest),
      ("spine.004", .neck), ("spine.006", .head), ("jaw", .jaw),
    ],
    limbs: [
      ("Eye", "eye"), ("UpperLeg", "thigh"), ("LowerLeg", "shin"), ("Foot", "foot"), ("Toes", "toe"),
      ("Shoulder", "shoulder"), ("UpperArm", "upper_arm"), ("LowerArm", "forearm"), ("Hand", "hand"),
    ]
      + fingers([
        ("Thumb", "thumb"), ("Index", "f_index"), ("Middle", "f_middle"), ("Ring", "f_ring"),
        ("Little", "f_pinky"),
      ]) { "\($0).0\($1 + 1)" },
    spelling: [{ $1 + "." + $0.letter }])
}
