import Motion

extension BoneConvention {
  private static let numbered = fingers([
    ("Thumb", "Thumb"), ("Index", "Index"), ("Middle", "Mid"), ("Ring", "Ring"), ("Little", "Pinky"),
  ]) { "\($0)\($1 + 1)" }

  /// Poser, and BVH files made for it: `lThigh`, `rShldr`.
  static let poser = BoneConvention(
    "Poser",
    centre: [
      ("hip", .hips), ("abdomen", .spine), ("chest", .chest), ("neck", .neck), ("head", .head), ("jaw", .jaw),
    ],
    limbs: [
      ("Eye", "Eye"), ("UpperLeg", "Thigh"), ("UpperLeg", "Buttock"), ("LowerLeg", "Shin"), ("Foot", "Foot"),
      ("Toes", "Toe"), ("Shoulder", "Collar"), ("UpperArm", "Shldr"), ("LowerArm", "ForeArm"),
      ("Hand", "Hand"),
    ] + numbered,
    spelling: [{ $0.letter + $1 }, { $0.word + $1 }])

  /// Daz Genesis 3 and 8: limbs in bend and twist joints, of which the bend joint is the bone.
  static let daz = BoneConvention(
    "Daz Genesis",
    centre: [
      ("hip", .hips), ("abdomenLower", .spine), ("chestLower", .chest), ("chestUpper", .upperChest),
      ("neckLower", .neck), ("head", .head), ("lowerJaw", .jaw),
    ],
    limbs: [
      ("Eye", "Eye"), ("UpperLeg", "ThighBend"), ("LowerLeg", "Shin"), ("Foot", "Foot"), ("Toes", "Toe"),
      ("Shoulder", "Collar"), ("UpperArm", "ShldrBend"), ("LowerArm", "ForearmBend"), ("Hand", "Hand"),
    ] + numbered,
    spelling: [{ $0.letter + $1 }])

  /// Daz Genesis 9: `l_upperarm`, four spine joints.
  static let genesis9 = BoneConvention(
    "Daz Genesis 9",
    centre: [
      ("hip", .hips), ("spine1", .spine), ("spine3", .chest), ("spine4", .upperChest), ("neck1", .neck),
      ("head", .head), ("lowerjaw", .jaw),
    ],
    limbs: [
      ("Eye", "eye"), ("UpperLeg", "thigh"), ("LowerLeg", "shin"), ("Foot", "foot"), ("Toes", "toes"),
      ("Shoulder", "shoulder"), ("UpperArm", "upperarm"), ("LowerArm", "forearm"), ("Hand", "hand"),
    ] + numbered,
    spelling: [{ $0.letter + $1 }])
}
