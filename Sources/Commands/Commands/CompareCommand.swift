import ArgumentParser
import Reporting
import RunStore
import Runs
import Scoring

/// `mien compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Hold one run against another, conversation by conversation.",
    discussion: """
      A is what is compared against, B what is judged. Takes are paired by recording; differences are B - A with a \
      95 % bootstrap interval over conversations and a sign-flip test; scores that all takes make together are made \
      again from resampled conversations, with a test that exchanges A and B within them. p is adjusted by Holm over \
      the headline scores, by Benjamini and Hochberg over the diagnostics.

      Nothing is claimed below 6 conversations, or where a run has a score in less than 95 % of its takes. Runs on \
      unlike corpora, characters, arrival models, material, frame rates, metric versions or references are refused. \
      A margin is a difference too small to matter: an interval wholly within it is called equivalent. Without --margin it is half the standard deviation of the \
      character's held-out sessions, each held against the others. More than two runs are ranked by 'mien rank'.

      Example: mien compare idle speech --power --store out/m.sqlite --format json
      """)

  @Argument(help: "The run that is compared against.") var a: String
  @Argument(help: "The run that is judged.") var b: String
  @Option(help: "Seed of bootstrap and sampled tests.") var seed: UInt64 = 1
  @Flag(help: "Compare diagnostic scores too.") var diagnostics = false
  @Flag(help: "Say what these conversations can show, and how many the seen difference would take.")
  var power = false
  @Option(
    help: ArgumentHelp(
      "Difference of a score too small to matter, by its id with or without version; may be repeated.",
      valueName: "id=value"))
  var margin: [Setting] = []
  @Option(help: "Resamples of scores that all takes make together.") var resamples: Int = 1000
  @OptionGroup var ground: GroundOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    guard (20...100_000).contains(resamples) else {
      throw ValidationError("--resamples must lie in 20...100000")
    }
    for setting in margin {
      guard setting.value > 0 else { throw ValidationError("--margin \(setting.id) must lie above 0") }
      // What scores from outside there are is known when the store is read.
      guard setting.id.contains("+") || ScoreName.id(setting.id, among: Metrics.known) != nil else {
        throw ValidationError("--margin names no score '\(setting.id)'; 'mien metrics' lists them")
      }
    }
    guard Set(margin.map { Self.score($0) }).count == margin.count else {
      throw ValidationError("--margin gives a score twice")
    }
  }

  /// The id of the score that a margin is for; what is named where that is known from the store alone.
  private static func score(_ setting: Setting) -> String {
    ScoreName.id(setting.id, among: Metrics.known) ?? setting.id
  }

  func run() throws {
    let archive = try store.archive()
    let first = try archive.find(a)
    let second = try archive.find(b)
    // Scores from outside stand there where one of the two runs has them.
    let scored = Set((first.scores + second.scores).map(\.metric))
    let descriptors = Metrics.known.filter { descriptor in
      (diagnostics || descriptor.headline != nil)
        && (descriptor.code == nil || scored.contains(descriptor.id))
    }
    let runs = ComparedRuns(archive, ground: first, options: ground, descriptors: descriptors)
    let margins = try runs.margins(of: first, descriptors)
    var options = ComparisonReport.Options(
      descriptors: descriptors, references: try runs.own(of: first).values, seed: seed,
      setResamples: resamples,
      showsPower: power)
    options.margins = margins.values
    options.marginSource =
      !margins.source.isEmpty
      ? margins.source
      : margin.isEmpty ? "the character's own sessions are not known; --margin sets one" : "chosen"
    for setting in margin { options.margins[Self.score(setting)] = setting.value }
    let report = try ComparisonReport(
      a: try runs.measured(first), b: try runs.measured(second), options: options)
    Console.print(report.rendered(as: format.format, width: Console.width))
  }
}
