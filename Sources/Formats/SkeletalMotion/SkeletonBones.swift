import Motion
import Rigging

/// The humanoid bones of a skeleton: as given by name, else as the file says or as recognised.
enum SkeletonBones {
  /// Finds the bones.
  ///
  /// A map that names all bones that VRM requires is taken alone; a smaller one replaces what it names in what was
  /// found without it, and an empty name takes a bone away.
  ///
  /// - Parameter declared: The bones by the file's own word; `nil` to recognise them.
  static func find(
    _ nodes: [Rig.Node], skins: [Rig.Skin], declared: [HumanoidBone: Int]? = nil,
    bones: [HumanoidBone: String]?,
    file: String, _ notes: inout [ImportNote]
  ) -> [HumanoidBone: Int] {
    let isWhole = bones.map { map in HumanoidBone.required.allSatisfy { map[$0] != nil } } ?? false
    var out: [HumanoidBone: Int] = [:]
    var how = "by the map given"
    if !isWhole {
      if let declared {
        out = declared
        how = "by the file's own word"
      } else {
        let found = HumanoidNames.read(nodes, skins: skins)
        notes += found.notices.map { ImportNote(.leftOut, file, $0) }
        out = found.bones
        how = found.convention.map { "by \($0) names" } ?? "by name"
      }
    }
    if let bones {
      replace(&out, by: bones, nodes, file, &notes)
      if !isWhole { how += " and the map given" }
    }
    notes.append(note(out, nodes, by: how, file))
    return out
  }

  private static func replace(
    _ out: inout [HumanoidBone: Int], by bones: [HumanoidBone: String], _ nodes: [Rig.Node], _ file: String,
    _ notes: inout [ImportNote]
  ) {
    var numbers: [String: Int] = [:]
    for (number, node) in nodes.enumerated() where numbers[node.name] == nil { numbers[node.name] = number }
    var taken: Set<Int> = []
    var missing: [String] = []
    for bone in HumanoidBone.allCases {
      guard let name = bones[bone] else { continue }
      out[bone] = nil
      guard !name.isEmpty else { continue }
      if let number = numbers[name], taken.insert(number).inserted {
        out[bone] = number
      } else {
        missing.append("\(bone.rawValue) = \"\(name.prefix(40))\"")
      }
    }
    out = out.filter { bones[$0.key] != nil || !taken.contains($0.value) }
    guard !missing.isEmpty else { return }
    let list = missing.prefix(12).joined(separator: ", ")
    let count = missing.count == 1 ? "1 bone" : "\(missing.count) bones"
    notes.append(
      ImportNote(.leftOut, file, "\(count) of the map that the file has no joint for: \(list)"))
  }

  private static func note(
    _ bones: [HumanoidBone: Int], _ nodes: [Rig.Node], by what: String, _ file: String
  ) -> ImportNote {
    guard !bones.isEmpty else {
      return ImportNote(
        .missing, file, "a humanoid: the names of \(nodes.count) joints are not recognised; give a map")
    }
    let lacking = HumanoidBone.required.filter { bones[$0] == nil }.map(\.rawValue)
    return ImportNote(
      .read, file,
      "\(bones.count) humanoid bones \(what)"
        + (lacking.isEmpty ? "" : "; it lacks \(lacking.joined(separator: ", "))"))
  }
}
