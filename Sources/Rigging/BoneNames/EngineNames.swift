import Motion

extension BoneConvention {
  private static let unrealLimbs: [(String, String)] =
    [
      ("Eye", "eye"), ("UpperLeg", "thigh"), ("LowerLeg", "calf"), ("Foot", "foot"), ("Toes", "ball"),
      ("Shoulder", "clavicle"), ("UpperArm", "upperarm"), ("LowerArm", "lowerarm"), ("Hand", "hand"),
    ]
    + fingers([
      ("Thumb", "thumb"), ("Index", "index"), ("Middle", "middle"), ("Ring", "ring"), ("Little", "pinky"),
    ]) { "\($0)_0\($1 + 1)" }

  /// Unreal's mannequin of version 4: three spine joints.
  static let unreal4 = BoneConvention(
    "Unreal mannequin",
    centre: [
      ("pelvis", .hips), ("spine_01", .spine), ("spine_02", .chest), ("spine_03", .upperChest),
      ("neck_01", .neck), ("head", .head), ("jaw", .jaw),
    ],
    limbs: unrealLimbs, spelling: [{ $1 + "_" + $0.letter }])

  /// Unreal's mannequin of version 5 and MetaHuman: five spine joints.
  static let unreal5 = BoneConvention(
    "Unreal mannequin, five spine joints", mark: "spine05",
    centre: [
      ("pelvis", .hips), ("spine_01", .spine), ("spine_03", .chest), ("spine_05", .upperChest),
      ("neck_01", .neck), ("head", .head), ("FACIAL_C_Jaw", .jaw),
    ],
    limbs: unrealLimbs + [("Eye", "FACIAL_Eye")], spelling: [{ $1 + "_" + $0.letter }])

  /// 3ds Max Biped behind its prefix (`Bip01 L UpperArm`); fingers count from 0 with the thumb.
  static let biped = BoneConvention(
    "Biped",
    centre: [
      ("Pelvis", .hips), ("Spine", .spine), ("Spine1", .chest), ("Spine2", .upperChest), ("Neck", .neck),
      ("Head", .head),
    ],
    limbs: [
      ("Eye", "Eye"), ("UpperLeg", "Thigh"), ("LowerLeg", "Calf"), ("Foot", "Foot"), ("Toes", "Toe0"),
      ("Shoulder", "Clavicle"), ("UpperArm", "UpperArm"), ("LowerArm", "Forearm"), ("Hand", "Hand"),
    ]
      + fingers([
        ("Thumb", "Finger0"), ("Index", "Finger1"), ("Middle", "Finger2"), ("Ring", "Finger3"),
        ("Little", "Finger4"),
      ]) { $1 == 0 ? $0 : "\($0)\($1)" },
    spelling: [{ $0.letter + $1 }])

  /// VRoid Studio behind `J_Bip_` (`J_Bip_L_UpperArm`); its eyes stand behind `J_Adj_`.
  static let vroid = BoneConvention(
    "VRoid",
    centre: [
      ("C_Hips", .hips), ("C_Spine", .spine), ("C_Chest", .chest), ("C_UpperChest", .upperChest),
      ("C_Neck", .neck), ("C_Head", .head),
    ],
    limbs: [
      ("UpperLeg", "UpperLeg"), ("LowerLeg", "LowerLeg"), ("Foot", "Foot"), ("Toes", "ToeBase"),
      ("Shoulder", "Shoulder"), ("UpperArm", "UpperArm"), ("LowerArm", "LowerArm"), ("Hand", "Hand"),
    ]
      + fingers([
        ("Thumb", "Thumb"), ("Index", "Index"), ("Middle", "Middle"), ("Ring", "Ring"), ("Little", "Little"),
      ]) { "\($0)\($1 + 1)" } + [("Eye", "FaceEye")],
    spelling: [{ $0.letter + "_" + $1 }, { "J_Adj_" + $0.letter + "_" + $1 }])

  /// Reallusion Character Creator behind `CC_Base_`.
  static let reallusion = BoneConvention(
    "Character Creator",
    centre: [
      ("Hip", .hips), ("Waist", .spine), ("Spine01", .chest), ("Spine02", .upperChest),
      ("NeckTwist01", .neck),
      ("Head", .head), ("JawRoot", .jaw),
    ],
    limbs: [
      ("Eye", "Eye"), ("UpperLeg", "Thigh"), ("LowerLeg", "Calf"), ("Foot", "Foot"), ("Toes", "ToeBase"),
      ("Shoulder", "Clavicle"), ("UpperArm", "Upperarm"), ("LowerArm", "Forearm"), ("Hand", "Hand"),
    ]
      + fingers([
        ("Thumb", "Thumb"), ("Index", "Index"), ("Middle", "Mid"), ("Ring", "Ring"), ("Little", "Pinky"),
      ]) { "\($0)\($1 + 1)" },
    spelling: [{ $0.letter + "_" + $1 }])
}
