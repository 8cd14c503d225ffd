import ArgumentParser
import Foundation
import Reporting
import RunStore

/// `mien store dump`.
struct StoreDumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Write every view of a store as CSV.",
    discussion: """
      One file per view into a new folder: RFC 4180, UTF-8, names in the first line, numbers to the last bit, NULL as an \
      empty field. Tracks stay behind; 'mien export' writes them.

      Example: mien store dump --csv out/dump --store out/m.sqlite
      """)

  @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
  var csv: String
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let folder = URL(fileURLWithPath: (csv as NSString).expandingTildeInPath)
    var table = Table(columns: [.text("file", "file"), .number("rows", "rows")])
    for (view, rows) in try store.archive().dump(to: folder) {
      table.append([.text("\(csv)/\(view).csv"), .integer(rows)])
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
  }
}
