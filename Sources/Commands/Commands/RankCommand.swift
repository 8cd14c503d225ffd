import ArgumentParser
import Reporting
import RunStore
import Runs
import Scoring

/// `mien rank`.
struct RankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank", abstract: "Rank runs on each headline score, with what the ranks are worth.",
    discussion: """
      Every resample of conversations ranks the runs anew: beside a rank stands the interval that holds 95 % of them, and \
      runs that cannot be told from the first of their group are tied, at a level shared among all pairs and scores. A run without a value in 95 % of its takes has no \
      rank; failed conversations stand beside the run with the largest failure rate that they leave open.

      There is no single order: the Pareto front holds the runs that no other beats in everything. The composite stands \
      beside it where the store has a run of the character's own sessions (1) and of strategies that cheat (0) on the same \
      ground; with it its components, weights, and how often random weights keep its order.

      Example: mien rank still idle speech --store out/m.sqlite --format latex
      """)

  @Argument(help: ArgumentHelp("The runs.", valueName: "run")) var runs: [String]
  @Option(
    help: ArgumentHelp(
      "Run of a strategy that cheats; may be repeated (default: runs of strategies named cheat-… on the same ground).",
      valueName: "run"))
  var cheat: [String] = []
  @Option(help: "Seed of the resampling.") var seed: UInt64 = 1
  @Option(help: "Resamples of conversations.") var resamples: Int = 2000
  @OptionGroup var ground: GroundOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard runs.count >= 2 else { throw ValidationError("a ranking needs two runs or more") }
    guard (100...100_000).contains(resamples) else {
      throw ValidationError("--resamples must lie in 100...100000")
    }
  }

  func run() throws {
    let archive = try store.archive()
    let found = try runs.map { try archive.find($0) }
    let descriptors = Metrics.descriptors.filter { $0.headline != nil }
    let compared = ComparedRuns(archive, ground: found[0], options: ground, descriptors: descriptors)
    let own = try compared.own(of: found[0])
    let options = RankReport.Options(
      descriptors: descriptors, own: own.values, ownSource: own.source,
      cheats: try compared.cheats(of: found[0], named: cheat).map { try compared.measured($0) },
      seed: seed, resamples: resamples, setResamples: max(100, resamples / 4))
    let report = try RankReport(try found.map { try compared.measured($0) }, options: options)
    Console.print(report.rendered(as: format.format, width: Console.width))
  }
}
