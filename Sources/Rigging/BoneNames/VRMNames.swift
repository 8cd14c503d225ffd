import Motion

extension BoneConvention {
  /// VRM 1.0's own names, and the thumbs of VRM 0.x: proximal, intermediate, distal.
  static let vrm = BoneConvention(
    "VRM",
    centre: [
      ("hips", .hips), ("spine", .spine), ("chest", .chest), ("upperChest", .upperChest), ("neck", .neck),
      ("head", .head), ("jaw", .jaw),
    ],
    limbs: vrmLimbs, spelling: [{ $0.word + $1 }])

  /// Names of VRM's limbs. The proximal joint of the thumb is the first one where an intermediate joint is named.
  static let vrmLimbs: [(String, String)] =
    ["Eye", "UpperLeg", "LowerLeg", "Foot", "Toes", "Shoulder", "UpperArm", "LowerArm", "Hand"].map {
      ($0, $0)
    }
    + [
      ("ThumbMetacarpal", "ThumbMetacarpal"), ("ThumbProximal", "ThumbIntermediate"),
      ("ThumbProximal", "ThumbProximal"), ("ThumbMetacarpal", "ThumbProximal"),
      ("ThumbDistal", "ThumbDistal"),
    ]
    + ["Index", "Middle", "Ring", "Little"].flatMap { finger in
      ["Proximal", "Intermediate", "Distal"].map { (finger + $0, finger + $0) }
    }
}
