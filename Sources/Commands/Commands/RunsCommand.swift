import RunStore
import ArgumentParser
import Reporting
import Runs

/// `mien runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the runs of a store.",
    discussion: "Example: mien runs --store out/m.sqlite --format json")

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let runs = try store.archive().runs()
    if format.format == .json {
      try JSONOutput.print(try runs.map { try RunItem($0) })
    } else {
      Console.print(RunTable.table(runs).rendered(as: format.format, width: Console.width))
    }
  }
}
