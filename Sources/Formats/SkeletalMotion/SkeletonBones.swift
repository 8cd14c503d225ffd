import Motion
import Rigging

/// The humanoid bones of a skeleton: as given by name, else recognised.
enum SkeletonBones {
  static func find(
    _ nodes: [Rig.Node], skins: [Rig.Skin], bones: [HumanoidBone: String]?, file: String,
    _ notes: inout [ImportNote]
  ) -> [HumanoidBone: Int] {
    guard let bones else {
      let found = HumanoidNames.read(nodes, skins: skins)
      notes += found.notices.map { ImportNote(.leftOut, file, $0) }
      notes.append(note(found.bones, nodes, by: found.convention.map { "by \($0) names" } ?? "by name", file))
      return found.bones
    }
    var numbers: [String: Int] = [:]
    for (number, node) in nodes.enumerated() where numbers[node.name] == nil { numbers[node.name] = number }
    var out: [HumanoidBone: Int] = [:]
    var taken: Set<Int> = []
    var missing: [String] = []
    for bone in HumanoidBone.allCases {
      guard let name = bones[bone] else { continue }
      if let number = numbers[name], taken.insert(number).inserted {
        out[bone] = number
      } else {
        missing.append("\(bone.rawValue) = \"\(name.prefix(40))\"")
      }
    }
    if !missing.isEmpty {
      notes.append(
        ImportNote(
          .leftOut, file,
          "bones of the map that the file has no joint for: " + missing.joined(separator: ", ")))
    }
    notes.append(note(out, nodes, by: "by the map given", file))
    return out
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
