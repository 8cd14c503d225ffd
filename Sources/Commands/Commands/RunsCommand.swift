import ArgumentParser
import Reporting
import RunStore
import Runs

/// `mien runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the runs of a store.",
    discussion: """
      The youngest 50, the last one below; --limit and --all show more.

      Example: mien runs --store out/m.sqlite --format json
      """)

  @Option(help: ArgumentHelp("Show so many, the youngest.", valueName: "count")) var limit = 50
  @Flag(help: "Show every run.") var all = false
  @Option(help: ArgumentHelp("Show runs of this strategy only.", valueName: "id")) var strategy: String?
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
  }

  func run() throws {
    let archive = try store.archive()
    let runs = try archive.runs(RunSelection(strategy: strategy, newest: all ? nil : limit))
    if format.format == .json {
      try JSONOutput.print(try runs.map { try RunItem($0) })
    } else {
      Console.print(RunTable.table(runs).rendered(as: format.format, width: Console.width))
    }
    guard !all, runs.count == limit else { return }
    let more = try archive.runCount() - runs.count
    if more > 0, strategy == nil {
      Console.complain("note: \(Counted.words(more, "older run")) not shown; --all shows every one")
    }
  }
}
