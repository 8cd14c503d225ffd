import Provenance
import Formats
import Foundation
import ArgumentParser
import Catalog
import Characters
import Motion
import Reporting
import Rigging

/// `mien character check`.
struct CharacterCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what a character's rig can show and what it lacks.",
    discussion: "Example: mien character check nova")

  @Argument(
    help: "A character, by name, path of its folder, or path of a .glb/.vrm file.", completion: .file())
  var character: String
  @OptionGroup var format: FormatOptions

  func run() throws {
    let folder = try Workbench.searchPath.character(character)
    let profile = CapabilityProfile(folder.character.rig)
    if format.format == .json {
      struct Result: Encodable {
        var schema = "mien.character-check/1"
        var id: String
        var shapes: [String]
        var missingShapes: [String]
        var bones: [String]
        var missingBones: [String]
        var customMorphs: [String]
        var expressions: [String]
        var sessions: Int
        var rigHash: String
        var notices: [String]
      }
      try JSONOutput.print(
        Result(
          id: folder.character.id, shapes: profile.shapes, missingShapes: profile.missingShapes,
          bones: profile.bones.map(\.rawValue), missingBones: profile.missingBones.map(\.rawValue),
          customMorphs: profile.customMorphs, expressions: profile.expressions,
          sessions: folder.character.sessions.count, rigHash: folder.character.assetHash.description,
          notices: folder.model.notices))
      return
    }
    var table = Table(columns: [.text("what", "what"), .text("value", "value")])
    func list(_ names: [String]) -> Table.Cell {
      .text(names.isEmpty ? "none" : names.joined(separator: " "))
    }
    table.append([.text("character"), .text("\(folder.character.id), rig \(folder.rigFile.path)")])
    table.append([.text("rig hash"), .text(folder.character.assetHash.description)])
    table.append([.text("ARKit shapes"), .text("\(profile.shapes.count) of \(ARKit.names.count)")])
    table.append([.text("missing shapes"), list(profile.missingShapes)])
    table.append([.text("bones"), .text("\(profile.bones.count) of \(HumanoidBone.allCases.count)")])
    table.append([.text("missing bones"), list(profile.missingBones.map(\.rawValue))])
    table.append([.text("custom morphs"), list(profile.customMorphs)])
    table.append([.text("expressions"), list(profile.expressions)])
    table.append([.text("reference sessions"), .text("\(folder.character.sessions.count)")])
    for notice in folder.model.notices { table.append([.text("notice"), .text(notice)]) }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}
