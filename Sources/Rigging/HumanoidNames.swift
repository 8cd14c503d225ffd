public import Motion

/// Recognises humanoid bones by the names that rigs and recordings give their joints.
///
/// Known are VRM, Mixamo, Ready Player Me, MotionBuilder (also with four spine joints, as ZeroEGGS), CMU, Poser,
/// Daz Genesis 3, 8 and 9, words with L and R (Bandai-Namco, Blender), Rigify, Unreal 4 and 5, Biped, VRoid,
/// SMPL and SMPL-X, Xsens, Character Creator; each also behind a prefix that the whole tree shares
/// (`mixamorig:`, `Character1_`, `DEF-`, `Bip01 `).
public enum HumanoidNames {
  /// A humanoid map found by names.
  public struct Recognition: Sendable, Equatable {
    /// Node of each bone; empty when the tree is not recognised.
    public var bones: [HumanoidBone: Int]
    /// The convention whose names the tree uses; `nil` when it is not recognised.
    public var convention: String?
    /// What was refused although its name fits, a sentence each.
    public var notices: [String]
  }

  /// The bone that a joint of this name stands for, by itself; `nil` when the name is in no table.
  ///
  /// Some names mean different bones in different conventions (`Spine1`, `LeftHand`); then the convention that
  /// stands first in the list above decides, Mixamo before VRM. A whole tree is read by
  /// ``read(_:skins:)``, which does not have to guess.
  public static func bone(named name: String) -> HumanoidBone? {
    let prefix = fixedPrefix(of: name.lowercased())
    return byName[BoneConvention.fold(name.dropFirst(prefix))]
  }

  /// The humanoid map of a node tree whose file has none.
  ///
  /// - Returns: The map, empty when the tree has no hips or no head; see ``read(_:skins:)``.
  public static func recognise(_ nodes: [Rig.Node], skins: [Rig.Skin]) -> [HumanoidBone: Int] {
    read(nodes, skins: skins).bones
  }

  /// The humanoid map of a node tree whose file has none, and how it was found.
  ///
  /// One convention and one prefix are taken for the whole tree, those that recognise most bones. Where two nodes
  /// bear one name, the joint of a skin goes before other nodes, one without a mesh before one with a mesh, then the
  /// lower index. The tree must agree: a bone
  /// that does not hang below the bone above it in VRM's humanoid is left out with a notice, and where that is so
  /// for the line from hips to head or for more than a third of the bones, the whole map is refused.
  public static func read(_ nodes: [Rig.Node], skins: [Rig.Skin]) -> Recognition {
    let joints = Set(skins.flatMap(\.joints))
    // The node of a skinned mesh stands nowhere (glTF 2.0, 3.7.3.3), so it is no bone.
    let others = nodes.indices.filter { !joints.contains($0) && nodes[$0].skin == nil }
    let order =
      nodes.indices.filter { joints.contains($0) } + others.filter { nodes[$0].mesh == nil }
      + others.filter { nodes[$0].mesh != nil }
    let lowered = nodes.map { $0.name.lowercased() }
    var best = Recognition(bones: [:], convention: nil, notices: [])
    var refusal: [String] = []
    for (prefix, conventions) in candidates(lowered) {
      var byFolded: [String: Int] = [:]
      for number in order where lowered[number].hasPrefix(prefix) {
        let name = BoneConvention.fold(lowered[number].dropFirst(prefix.count))
        if byFolded[name] == nil { byFolded[name] = number }
      }
      // A part of a tree may stand behind another prefix; such names are given in full.
      if !prefix.isEmpty {
        for number in order {
          let name = BoneConvention.fold(lowered[number])
          if byFolded[name] == nil { byFolded[name] = number }
        }
      }
      for convention in conventions where convention.mark.map({ byFolded[$0] != nil }) ?? true {
        guard let found = recognition(convention, byFolded, nodes, better: best.bones.count) else { continue }
        if found.bones.count > best.bones.count { best = found }
        if found.bones.isEmpty && found.notices.count > refusal.count { refusal = found.notices }
      }
    }
    if best.bones.isEmpty { best.notices = refusal }
    return best
  }

  private static func recognition(
    _ convention: BoneConvention, _ byFolded: [String: Int], _ nodes: [Rig.Node], better than: Int
  ) -> Recognition? {
    var bones: [HumanoidBone: Int] = [:]
    var taken: Set<Int> = []
    for (name, bone) in convention.entries where bones[bone] == nil {
      guard let node = byFolded[name], taken.insert(node).inserted else { continue }
      bones[bone] = node
    }
    guard bones[.hips] != nil, bones[.head] != nil, bones.count > than else { return nil }
    let (kept, strays) = HumanoidTopology.sound(bones, nodes)
    let notices = strays.map { stray in
      "node '\(nodes[bones[stray.bone] ?? 0].name.prefix(60))' bears the name of \(stray.bone.rawValue) but does not "
        + "hang below \(stray.above.rawValue); it was not taken for that bone"
    }
    let line: [HumanoidBone] = [.spine, .chest, .upperChest, .neck, .head]
    if kept[.head] == nil || strays.contains(where: { line.contains($0.bone) })
      || strays.count * 3 > bones.count
    {
      let refusal =
        "names of \(convention.name) were found, but the tree is not that of a humanoid: "
        + "\(strays.prefix(3).map(\.bone.rawValue).joined(separator: ", ")) are out of place; "
        + "name the bones in a map file"
      return Recognition(bones: [:], convention: nil, notices: [refusal])
    }
    return Recognition(bones: kept, convention: convention.name, notices: notices)
  }

  /// Prefixes that stand before names of hips, each with the conventions that it suits; the empty one with all.
  private static func candidates(_ lowered: [String]) -> [(prefix: String, [BoneConvention])] {
    var found: [(prefix: String, [BoneConvention])] = [("", BoneConvention.all)]
    var seen: Set<String> = [""]
    for name in lowered where found.count < 12 && name.utf8.count <= 200 {
      var cuts = [fixedPrefix(of: name)]
      for (offset, character) in name.enumerated() where BoneConvention.isSeparator(character) {
        cuts.append(offset + 1)
      }
      for cut in cuts where cut > 0 && cut < name.count && cuts.count <= 16 {
        let rest = BoneConvention.fold(name.dropFirst(cut))
        guard let conventions = byHips[rest], seen.insert(String(name.prefix(cut))).inserted else { continue }
        found.append((String(name.prefix(cut)), conventions))
      }
    }
    return found
  }

  /// Characters of the prefix `mixamorig`, digits after it and one separator, if the name begins so; also where the
  /// separator was lost.
  private static func fixedPrefix(of lowered: String) -> Int {
    let word = "mixamorig"
    guard lowered.hasPrefix(word) else { return 0 }
    let rest = lowered.dropFirst(word.count).drop { $0.isNumber }
    let length = lowered.count - rest.count
    return rest.first.map(BoneConvention.isSeparator) == true ? length + 1 : length
  }

  /// Conventions by their names of the hips.
  private static let byHips: [String: [BoneConvention]] = {
    var table: [String: [BoneConvention]] = [:]
    for convention in BoneConvention.all {
      for name in Set(convention.hips).sorted() { table[name, default: []].append(convention) }
    }
    return table
  }()

  private static let byName: [String: HumanoidBone] = {
    var table: [String: HumanoidBone] = [:]
    for convention in [BoneConvention.mixamo] + BoneConvention.all {
      for (name, bone) in convention.entries where table[name] == nil { table[name] = bone }
    }
    return table
  }()
}
