import ArgumentParser
import Foundation
import Provenance
import Reporting
import StrategyHost

/// `mien strategy reload`.
struct StrategyReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload", abstract: "Look at strategies again, and load afresh those that changed.",
    discussion: """
      Those named are described and loaded in any case. A strategy that changed is another one from then on: its next \
      run has an id of its own, and runs that were made before stay what they were.

      Example: mien strategy reload idle
      """)

  @Argument(help: "Ids of strategies (default: all of them).") var strategies: [String] = []
  @OptionGroup var plugins: PluginOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let found = try StrategyReload.look(
      at: plugins.shelf, ids: strategies, execution: plugins.execution,
      seen: Workbench.seen)
    var table = Table(columns: [
      .text("id", "id"), .text("version", "version"), .text("before", "content before"),
      .text("after", "now"),
      .text("state", "state"), .number("milliseconds", "ms"), .machine("reason"),
    ])
    var broken = 0
    for one in found {
      var reason = Table.Cell.missing("")
      if case .broken(let why) = one.state {
        broken += 1
        reason = .text(why)
        Console.complain("mien: \(one.id): \(why)")
      }
      table.append([
        .text(one.id), .text(one.version),
        .optional(one.before.map { String($0.description.prefix(12)) }),
        .optional(one.after.map { String($0.description.prefix(12)) }),
        .text(one.before == one.after && one.state == .reloaded ? "the same, loaded again" : one.state.word),
        .number(one.milliseconds, digits: 1), reason,
      ])
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
    if broken > 0 {
      throw ExitCode(broken < found.count ? CommandRunner.partlyFailed : CommandRunner.failed)
    }
  }
}
