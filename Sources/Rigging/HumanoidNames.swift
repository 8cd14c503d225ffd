public import Motion

/// Recognises humanoid bones by the names that rigs give their joints.
///
/// Known are the names of VRM 1.0 itself and those of Mixamo, with the prefix `mixamorig:` (also numbered,
/// also with an underscore) or without it, as Ready Player Me writes them.
public enum HumanoidNames {
  /// The bone that a joint of this name stands for; `nil` when the name is in no table.
  public static func bone(named name: String) -> HumanoidBone? {
    let plain = withoutPrefix(name.lowercased())
    return mixamo[plain] ?? vrm[plain]
  }

  /// The humanoid map of a node tree whose file has none.
  ///
  /// One convention is taken for the whole tree, the one that recognises more bones. Where two nodes bear one
  /// name, the joint of a skin goes before other nodes, then the lower index. Only nodes below the hips count.
  ///
  /// - Returns: The map, empty when the tree has no hips or no head.
  public static func recognise(_ nodes: [Rig.Node], skins: [Rig.Skin]) -> [HumanoidBone: Int] {
    let joints = Set(skins.flatMap(\.joints))
    let order = nodes.indices.filter { joints.contains($0) } + nodes.indices.filter { !joints.contains($0) }
    let byMixamo = map(nodes, order, table: mixamo)
    let byVRM = map(nodes, order, table: vrm)
    var bones = byMixamo.count >= byVRM.count ? byMixamo : byVRM
    guard let hips = bones[.hips], bones[.head] != nil else { return [:] }
    bones = bones.filter { isInside($0.value, root: hips, nodes) }
    return bones[.head] == nil ? [:] : bones
  }

  private static func map(
    _ nodes: [Rig.Node], _ order: [Int], table: [String: HumanoidBone]
  ) -> [HumanoidBone: Int] {
    var bones: [HumanoidBone: Int] = [:]
    for number in order {
      guard let bone = table[withoutPrefix(nodes[number].name.lowercased())] else { continue }
      if bones[bone] == nil { bones[bone] = number }
    }
    return bones
  }

  private static func isInside(_ node: Int, root: Int, _ nodes: [Rig.Node]) -> Bool {
    var at: Int? = node
    for _ in nodes.indices {
      guard let number = at, nodes.indices.contains(number) else { return false }
      if number == root { return true }
      at = nodes[number].parent
    }
    return false
  }

  /// Drops `mixamorig`, digits after it and one separator.
  private static func withoutPrefix(_ name: String) -> String {
    guard name.hasPrefix("mixamorig") else { return name }
    let rest = name.dropFirst("mixamorig".count).drop { $0.isNumber }
    return String(rest.first == ":" || rest.first == "_" ? rest.dropFirst() : rest)
  }

  private static let vrm: [String: HumanoidBone] = {
    var table: [String: HumanoidBone] = [:]
    for bone in HumanoidBone.allCases { table[bone.rawValue.lowercased()] = bone }
    return table
  }()

  /// Mixamo's names in lower case. Its three finger joints are VRM's proximal, intermediate and distal; those of
  /// the thumb are metacarpal, proximal and distal (VRM 1.0 renamed them, `VRMC_vrm` humanoid).
  private static let mixamo: [String: HumanoidBone] = {
    var table: [String: HumanoidBone] = [
      "hips": .hips, "spine": .spine, "spine1": .chest, "spine2": .upperChest, "neck": .neck, "head": .head,
      "jaw": .jaw,
    ]
    let limbs = [
      ("Eye", "eye"), ("UpperLeg", "upleg"), ("LowerLeg", "leg"), ("Foot", "foot"), ("Toes", "toebase"),
      ("Shoulder", "shoulder"), ("UpperArm", "arm"), ("LowerArm", "forearm"), ("Hand", "hand"),
      ("ThumbMetacarpal", "handthumb1"), ("ThumbProximal", "handthumb2"), ("ThumbDistal", "handthumb3"),
    ]
    let fingers = [("Index", "index"), ("Middle", "middle"), ("Ring", "ring"), ("Little", "pinky")]
    let phalanges = ["Proximal", "Intermediate", "Distal"]
    for side in ["left", "right"] {
      for (bone, name) in limbs { table[side + name] = HumanoidBone(rawValue: side + bone) }
      for (finger, name) in fingers {
        for (number, phalanx) in phalanges.enumerated() {
          table["\(side)hand\(name)\(number + 1)"] = HumanoidBone(rawValue: side + finger + phalanx)
        }
      }
    }
    return table
  }()
}
