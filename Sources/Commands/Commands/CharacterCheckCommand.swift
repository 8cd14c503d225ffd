import ArgumentParser
import Catalog
import Characters
import Formats
import Foundation
import Motion
import Provenance
import Reporting
import Rigging

/// `mien character check`.
struct CharacterCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what a character's rig can show, what it derives and what it lacks.",
    discussion: """
      What the character cannot express stands first, in plain words. The table tells which ARKit shapes, visemes, \
      VRM presets and bones are there, which missing channels move the rig all the same because others stand in for \
      them, and which are lost. Where a rig has two vocabularies, each is also made up of the other by least squares \
      over the mesh; the number behind a name is the part of its displacement that is missed.

      A rig whose names tell nothing is given a map, --map FILE, see Corpora/README.md.

      Example: mien character check nova
      """)

  @Argument(
    help: "A character, by name, path of its folder, or path of a .glb/.vrm file.", completion: .file())
  var character: String
  @Option(
    help: ArgumentHelp("A rig map: which node is which bone, which target which channel.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var map: String?
  @OptionGroup var format: FormatOptions

  func run() throws {
    let folder = try Workbench.searchPath.character(character, withSessions: false)
    var rig = folder.character.rig
    if let map {
      let file = URL(fileURLWithPath: map)
      rig = try RigMapFile.apply(try RigMapFile.read(at: file), to: rig, file: file.path)
    }
    try Workbench.stopIfInterrupted()
    let profile = CapabilityProfile(rig)
    let derivations = MeshDerivation.solve(rig)
    try Workbench.stopIfInterrupted()
    let report = CapabilityReport(profile, derivations: derivations)
    if format.format == .json {
      try JSONOutput.print(CapabilityItem(folder, profile, derivations))
      return
    }
    var table = Table(columns: [.text("what", "what"), .text("value", "value")])
    table.append([.text("character"), .text("\(folder.character.id), rig \(folder.rigFile.path)")])
    table.append([.text("rig hash"), .text(folder.character.assetHash.description)])
    for row in report.rows { table.append([.text(row.what), .text(row.value)]) }
    table.append([.text("reference sessions"), .text("\(folder.character.sheet.sessions.count)")])
    for notice in folder.model.remarks {
      table.append([.text("notice"), .text(notice)])
    }
    guard format.format == .table else {
      for sentence in report.shortcomings { table.append([.text("cannot"), .text(sentence)]) }
      Console.print(table.rendered(as: format.format, width: Console.width))
      return
    }
    let words = report.shortcomings.map { "- \($0)" }
    Console.print(
      words.isEmpty
        ? "Nothing is missing that takes usually bring.\n"
        : (["What the character cannot express:"] + words + [""]).joined(separator: "\n"))
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}
