import Foundation
import ArgumentParser
import Catalog
import Provenance
import Reporting

/// `mien corpora`.
struct CorporaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpora", abstract: "List the corpora that are found by name.",
    discussion: "Example: mien corpora")

  @OptionGroup var format: FormatOptions

  func run() throws {
    var table = Table(columns: [
      .text("id", "id"), .text("title", "title"), .number("recordings", "recordings"),
      .number("minutes", "minutes"), .text("evidence", "evidence"), .text("language", "language"),
      .text("licence", "licence"), .machine("path"),
    ])
    for entry in Workbench.searchPath.list(.corpus) {
      let manifest = try Corpus.load(at: entry.folder).manifest
      let seconds = manifest.recordings.reduce(0) { $0 + $1.duration }
      table.append([
        .text(entry.name), .text(manifest.title), .integer(manifest.recordings.count),
        .number(seconds / 60, digits: 1), .text(manifest.evidence.rawValue), .text(manifest.language),
        .text(manifest.licence), .text(entry.folder.path),
      ])
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}
