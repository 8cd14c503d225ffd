import Foundation
import ArgumentParser
import Catalog
import Characters
import Provenance
import Reporting

/// `mien characters`.
struct CharactersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "characters", abstract: "List the characters that are found by name.",
    discussion: "Example: mien characters")

  @OptionGroup var format: FormatOptions

  func run() throws {
    var table = Table(columns: [
      .text("id", "id"), .text("title", "title"), .number("rehearsal", "rehearsal"),
      .number("heldOut", "held out"), .text("evidence", "reference"), .text("provisional", "provisional"),
      .text("licence", "licence"), .machine("path"),
    ])
    for entry in Workbench.searchPath.list(.character) {
      let sheet = try CharacterFolder.sheet(of: entry.folder)
      table.append([
        .text(entry.name), .text(sheet.title), .integer(sheet.sessions.count { $0.role == .rehearsal }),
        .integer(sheet.sessions.count { $0.role == .heldOut }), .text(sheet.evidence.rawValue),
        .flag(sheet.provisional), .text(sheet.licence), .text(entry.folder.path),
      ])
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}
