import ArgumentParser
import Foundation
import Reporting
import RunStore

/// `mien store merge`.
struct StoreMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Take the runs of other stores in.",
    discussion: """
      Shards of one plan, made apart, come together: each take once. A finished take goes before a failed one; of two \
      finished ones with unlike tracks the one that is here stays and the exit code is 2. A run that got takes loses its \
      scores until 'mien run' takes it up again, which makes nothing anew and scores all.

      Example: mien store merge shard-1.sqlite shard-2.sqlite --store all.sqlite
      """)

  @Argument(help: ArgumentHelp("Stores to take in.", valueName: "file"), completion: .file())
  var others: [String]
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  struct Report: Encodable {
    var schema = "mien.store-merge/1"
    var from: [String: StoreMerge]
  }

  func run() throws {
    let archive = try store.writableArchive()
    var report = Report(from: [:])
    for other in others {
      let place = (other as NSString).expandingTildeInPath
      let merge = try archive.merge(from: place)
      report.from[other] = merge
      guard format.format != .json else { continue }
      Console.print(
        "\(other): \(Counted.words(merge.newRuns, "new run")), \(Counted.words(merge.newTakes, "new take")), "
          + "\(Counted.words(merge.sameTakes, "take")) already here")
      for run in merge.completedRuns {
        Console.print("  \(run) has takes that are not scored with the others yet")
      }
      for conflict in merge.conflicts {
        Console.print("  unlike here and there, this one stays: \(conflict)")
      }
      for name in merge.keptNames { Console.print("  the name \(name) means another run here, and stays") }
    }
    if format.format == .json { try JSONOutput.print(report) }
    guard report.from.values.allSatisfy(\.conflicts.isEmpty) else {
      Console.complain(
        "mien: takes of one plan have unlike tracks: a strategy or a platform is not deterministic")
      throw ExitCode(CommandRunner.partlyFailed)
    }
  }
}
