public import Motion

extension HumanoidBone {
  /// The bone above it in VRM 1.0's humanoid; `nil` for the hips.
  public var parentBone: HumanoidBone? { Self.parents[self] }

  /// The nearest bone above it that `present` holds for; bones between may be missing, as VRM allows.
  public func nearestAncestor(where present: (HumanoidBone) -> Bool) -> HumanoidBone? {
    var at = parentBone
    while let bone = at {
      if present(bone) { return bone }
      at = bone.parentBone
    }
    return nil
  }

  private static let parents: [HumanoidBone: HumanoidBone] = {
    var table: [HumanoidBone: HumanoidBone] = [
      .spine: .hips, .chest: .spine, .upperChest: .chest, .neck: .upperChest, .head: .neck, .leftEye: .head,
      .rightEye: .head, .jaw: .head,
    ]
    let chains = [
      ["UpperLeg", "LowerLeg", "Foot", "Toes"], ["Shoulder", "UpperArm", "LowerArm", "Hand"],
      ["Hand", "ThumbMetacarpal", "ThumbProximal", "ThumbDistal"],
    ]
    let fingers = ["Index", "Middle", "Ring", "Little"].map { finger in
      ["Hand"] + ["Proximal", "Intermediate", "Distal"].map { finger + $0 }
    }
    for side in ["left", "right"] {
      for chain in chains + fingers {
        for (above, below) in zip(chain, chain.dropFirst()) {
          if let bone = HumanoidBone(rawValue: side + below) {
            table[bone] = HumanoidBone(rawValue: side + above)
          }
        }
      }
    }
    table[.leftUpperLeg] = .hips
    table[.rightUpperLeg] = .hips
    table[.leftShoulder] = .upperChest
    table[.rightShoulder] = .upperChest
    return table
  }()
}
