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
    // What cannot be read is told before a store is made for it.
    let places = others.map { ($0 as NSString).expandingTildeInPath }
    for place in places { _ = try SQLiteArchive(path: place, readOnly: true) }
    let archive = try store.writableArchive()
    var report = Report(from: [:])
    for (other, place) in zip(others, places) {
      let merge = try archive.merge(from: place)
      report.from[other] = merge
      guard format.format != .json else { continue }
      Console.print(
        "\(other): \(Counted.words(merge.newRuns, "new run")), \(Counted.words(merge.newTakes, "new take")), "
          + "\(Counted.words(merge.sameTakes, "take")) already here")
      for run in merge.completedRuns {
        Console.print("  \(run) has takes that are not scored with the others yet")
      }
      for damage in merge.damaged { Console.print("  damaged, stays there: \(damage)") }
      for conflict in merge.conflicts {
        Console.print("  unlike here and there, this one stays: \(conflict)")
      }
      for name in merge.keptNames { Console.print("  the name \(name) means another run here, and stays") }
    }
    if format.format == .json { try JSONOutput.print(report) }
    if report.from.values.contains(where: { !$0.damaged.isEmpty }) {
      Console.complain("mien: not everything was sound; what is damaged was left behind")
    }
    guard report.from.values.allSatisfy({ $0.conflicts.isEmpty }) else {
      Console.complain(
        "mien: takes of one plan have unlike tracks: a strategy or a platform is not deterministic")
      throw ExitCode(CommandRunner.partlyFailed)
    }
    if report.from.values.contains(where: { !$0.damaged.isEmpty }) {
      throw ExitCode(CommandRunner.partlyFailed)
    }
  }
}
