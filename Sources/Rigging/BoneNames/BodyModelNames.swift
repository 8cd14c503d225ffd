import Motion

extension BoneConvention {
  /// SMPL, SMPL-H and SMPL-X: joints bear the name of the articulation (`left_hip`), in FBX files with one letter.
  static let smpl = BoneConvention(
    "SMPL",
    centre: [
      ("pelvis", .hips), ("spine1", .spine), ("spine2", .chest), ("spine3", .upperChest), ("neck", .neck),
      ("head", .head), ("jaw", .jaw),
    ],
    limbs: [
      ("Eye", "eye_smplhf"), ("Eye", "eye"), ("UpperLeg", "hip"), ("LowerLeg", "knee"), ("Foot", "ankle"),
      ("Toes", "foot"), ("Shoulder", "collar"), ("UpperArm", "shoulder"), ("LowerArm", "elbow"),
      ("Hand", "wrist"),
    ]
      + fingers([
        ("Thumb", "thumb"), ("Index", "index"), ("Middle", "middle"), ("Ring", "ring"), ("Little", "pinky"),
      ]) { "\($0)\($1 + 1)" },
    spelling: [{ $0.word + "_" + $1 }, { $0.letter + "_" + $1 }])

  /// Xsens MVN: the spine by its vertebrae.
  static let xsens = BoneConvention(
    "Xsens",
    centre: [
      ("Pelvis", .hips), ("Hips", .hips), ("L5", .spine), ("T12", .chest), ("Chest", .spine),
      ("Chest2", .chest),
      ("T8", .upperChest), ("Chest4", .upperChest), ("Neck", .neck), ("Head", .head),
    ],
    limbs: [
      ("UpperLeg", "UpperLeg"), ("LowerLeg", "LowerLeg"), ("Foot", "Foot"), ("Toes", "Toe"),
      ("UpperLeg", "Hip"), ("LowerLeg", "Knee"), ("Foot", "Ankle"), ("Shoulder", "Shoulder"),
      ("Shoulder", "Collar"), ("UpperArm", "UpperArm"), ("UpperArm", "Shoulder"), ("LowerArm", "ForeArm"),
      ("LowerArm", "Elbow"), ("Hand", "Hand"), ("Hand", "Wrist"),
    ],
    spelling: [{ $0.word + $1 }])
}
