import RunStore
import ArgumentParser
import Reporting
import Runs
import Scoring

/// `mien compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Hold one run against another, conversation by conversation.",
    discussion: """
      A is what is compared against, B what is judged. Takes are paired by recording; differences are B - A with a \
      95 % bootstrap interval and a sign-flip test. Runs on unlike corpora, characters or arrival models are refused.

      Example: mien compare idle speech --store out/m.sqlite --format json
      """)

  @Argument(help: "The run that is compared against.") var a: String
  @Argument(help: "The run that is judged.") var b: String
  @Option(help: "Seed of bootstrap and sampled tests.") var seed: UInt64 = 1
  @Flag(help: "Compare diagnostic scores too.") var diagnostics = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let archive = try store.archive()
    let first = try archive.find(a)
    let second = try archive.find(b)
    let descriptors = Metrics.descriptors.filter { diagnostics || $0.headline != nil }
    let report = try ComparisonReport(
      a: try MeasuredRun(first, from: archive), b: try MeasuredRun(second, from: archive),
      options: .init(descriptors: descriptors, seed: seed))
    Console.print(report.rendered(as: format.format, width: Console.width))
  }
}
