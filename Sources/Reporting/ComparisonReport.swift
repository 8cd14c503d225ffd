public import Runs
public import Scoring
import Statistics

/// Run B held against run A: per score the means, the difference with its interval, p, n and a verdict.
///
/// A verdict that the data cannot carry is refused with the reason: fewer than 6 conversations, or a score that
/// lacks a value in more than 5 % of a run's takes. p is adjusted by Holm over the headline scores and by Benjamini
/// and Hochberg over the diagnostics.
public struct ComparisonReport: Sendable {
  /// What a comparison may be told.
  public struct Options: Sendable {
    /// The scores to compare, in display order.
    public var descriptors: [MetricDescriptor]
    /// The character's own value by score id, for scores whose best value that is; without one such a score is
    /// compared without calling either side better.
    public var references: [String: Double]
    /// Differences too small to matter by score id, set beforehand.
    public var margins: [String: Double]
    /// Where those margins come from that nobody chose, in words; empty where there are none.
    public var marginSource: String
    /// Seed of the resampling.
    public var seed: UInt64
    /// Resamples of set scores.
    public var setResamples: Int
    /// Whether the report says what n conversations can show.
    public var showsPower: Bool

    /// Makes options.
    public init(
      descriptors: [MetricDescriptor] = Metrics.descriptors.filter { $0.headline != nil },
      references: [String: Double] = [:], margins: [String: Double] = [:], marginSource: String = "",
      seed: UInt64 = 1, setResamples: Int = 1000, showsPower: Bool = false
    ) {
      self.descriptors = descriptors
      self.references = references
      self.margins = margins
      self.marginSource = marginSource
      self.seed = seed
      self.setResamples = setResamples
      self.showsPower = showsPower
    }
  }

  /// Share of a run's takes in which a score must have a value before anything is claimed.
  public static let leastCoverage = 0.95

  /// The run that is compared against.
  public var a: RunSummary { first.summary }
  /// The run that is judged.
  public var b: RunSummary { second.summary }
  /// The scores in display order.
  public let rows: [Row]
  /// Seed of the resampling.
  public var seed: UInt64 { options.seed }
  /// What a reader must know beside the numbers; warnings first.
  public let notes: [String]
  /// What it was told.
  public let options: Options
  let first: MeasuredRun
  let second: MeasuredRun

  /// Compares two runs, score by score.
  ///
  /// - Throws: ``ReportingError/unlike(what:a:b:)`` when the runs do not stand on the same ground, and
  ///   ``ReportingError/comparison(metric:reason:)``.
  public init(
    a: MeasuredRun, b: MeasuredRun, options: Options = Options()
  ) throws(ReportingError) {
    try RunLikeness.require(a.summary, b.summary)
    var rows: [Row] = []
    for descriptor in options.descriptors {
      if let row = try Self.row(descriptor, a, b, options) { rows.append(row) }
    }
    Self.adjust(&rows)
    first = a
    second = b
    self.rows = rows
    self.options = options
    var lines = ComparisonNotes(a, b, rows, options).lines
    if options.showsPower { lines.append(Self.powerNote(rows)) }
    notes = lines
  }

  /// Compares values of single takes, as `Metrics.takeScores` gives them.
  ///
  /// - Throws: ``ReportingError/unlike(what:a:b:)`` and ``ReportingError/comparison(metric:reason:)``.
  public init(
    a: RunSummary, b: RunSummary, scoresA: [TakeScore], scoresB: [TakeScore], options: Options = Options()
  ) throws(ReportingError) {
    try self.init(
      a: MeasuredRun(a, scores: scoresA), b: MeasuredRun(b, scores: scoresB), options: options)
  }

  /// One score; `nil` where neither run has takes with it.
  private static func row(
    _ descriptor: MetricDescriptor, _ a: MeasuredRun, _ b: MeasuredRun, _ options: Options
  ) throws(ReportingError) -> Row? {
    let centre = descriptor.direction == .closerToReference ? options.references[descriptor.id] : nil
    let direction = ScoreComparison.direction(descriptor, hasReference: centre != nil)
    let margin = options.margins[descriptor.id]
    var absence: String?
    let comparison: ScoreComparison
    do {
      if descriptor.reduction == .set, let pairs = PairedSetScore(descriptor, a: a, b: b) {
        guard !pairs.recordings.isEmpty else { return nil }
        comparison = try ScoreComparison(
          pairs, centre: centre, direction: direction, margin: margin, seed: options.seed,
          resamples: options.setResamples)
      } else {
        let bySeed = Set(a.summary.run.seeds) == Set(b.summary.run.seeds)
        let pairs = PairedScores(
          metric: descriptor.id, a: a.scores, b: b.scores, bySeed: bySeed,
          fold: ScoreComparison.fold(direction, centre: centre))
        guard !pairs.isEmpty else { return nil }
        let worst = descriptor.reduction == .minimum ? (a.worst(descriptor.id), b.worst(descriptor.id)) : nil
        if descriptor.reduction == .set {
          absence = "one value per run, and the character's reference is not at hand: --character says where"
        }
        comparison = try ScoreComparison(
          pairs, worst: worst, centre: centre, direction: direction, margin: margin, seed: options.seed)
      }
    } catch {
      throw .comparison(metric: descriptor.id, reason: error.description)
    }
    return Row(
      descriptor: descriptor, comparison: comparison,
      evidence: RunIdentity.evidence(a.summary.run, descriptor, isProvisional: a.isProvisional),
      reasonA: absence ?? a.reason(of: descriptor.id), reasonB: absence ?? b.reason(of: descriptor.id),
      coverageA: a.coverage(of: descriptor.id), coverageB: b.coverage(of: descriptor.id))
  }

  /// Holm over the headline scores that may be claimed, Benjamini and Hochberg over the diagnostics.
  private static func adjust(_ rows: inout [Row]) {
    let claimable = rows.indices.filter { rows[$0].comparison.p != nil && rows[$0].refusal == nil }
    let headlines = claimable.filter { rows[$0].descriptor.headline != nil }
    let diagnostics = claimable.filter { rows[$0].descriptor.headline == nil }
    if let adjusted = try? MultipleComparisons.holm(headlines.compactMap { rows[$0].comparison.p }) {
      for (row, p) in zip(headlines, adjusted) { rows[row].adjustedP = p }
    }
    let raw = diagnostics.compactMap { rows[$0].comparison.p }
    if let adjusted = try? MultipleComparisons.benjaminiHochberg(raw) {
      for (row, p) in zip(diagnostics, adjusted) { rows[row].adjustedP = p }
    }
  }
}
