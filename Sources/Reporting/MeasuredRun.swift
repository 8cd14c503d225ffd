public import Runs
public import Scoring

/// A run with all that a comparison looks at: takes, what metrics found in them, channels, reference values.
public struct MeasuredRun: Sendable {
  /// What was run, and its scores.
  public let summary: RunSummary
  /// Its takes, failed ones among them, in order of key.
  public let takes: [TakeSummary]
  /// What metrics found, in order of metric and key.
  public let records: [MeasurementRecord]
  /// Values of single takes.
  public let scores: [TakeScore]
  /// Names of the channels that its takes move, each list once.
  public let channels: [[String]]
  /// The reference values that its scores are held against; `nil` where they are not at hand.
  public let reference: ScoringReference?
  /// Remarks on where it came from.
  public let remarks: [String: String]

  /// Gathers a run.
  ///
  /// - Parameter reference: the run's own; one with another hash must not be given.
  /// - Throws: `ScoringError` when a take was measured twice with unlike results.
  public init(
    _ summary: RunSummary, takes: [TakeSummary], records: [MeasurementRecord], channels: [[String]] = [],
    reference: ScoringReference? = nil, remarks: [String: String] = [:]
  ) throws(ScoringError) {
    self.init(
      summary, takes: takes, records: records, scores: try Metrics.takeScores(records), channels: channels,
      reference: reference, remarks: remarks)
  }

  /// Takes a run from an archive.
  ///
  /// Measurements are read only where the reference is given, without which they say no more than the values of takes,
  /// and only those that scores of all takes together are made of.
  /// - Throws: what the archive throws.
  public init(
    _ summary: RunSummary, from archive: some RunArchive, reference: ScoringReference? = nil
  ) throws {
    self.init(
      summary, takes: try archive.takes(of: summary.id),
      records: reference == nil
        ? [] : try archive.records(of: summary.id, metrics: Self.ofWholeRuns(summary), take: nil),
      scores: try archive.takeScores(of: summary.id), channels: try archive.channels(of: summary.id),
      reference: reference, remarks: try archive.remarks(of: summary.id))
  }

  /// The metrics with a score that all takes of a run make together.
  private static func ofWholeRuns(_ summary: RunSummary) -> Set<String> {
    Set(
      summary.scores.compactMap { score in
        guard let metric = try? Metrics.metric(score.metric),
          metric.descriptors.contains(where: { $0.reduction == .set })
        else { return nil }
        return metric.id
      })
  }

  /// Takes values of single takes as they are.
  init(
    _ summary: RunSummary, takes: [TakeSummary] = [], records: [MeasurementRecord] = [], scores: [TakeScore],
    channels: [[String]] = [], reference: ScoringReference? = nil, remarks: [String: String] = [:]
  ) {
    self.summary = summary
    self.takes = takes
    self.records = records
    self.scores = scores
    self.channels = channels
    self.reference = reference
    self.remarks = remarks
  }

  /// The signature of its scores.
  public var signature: ScoreSignature { ScoreSignature(summary, takes: takes) }

  /// Every channel that one of its takes moves.
  var channelSet: Set<String> { Set(channels.joined()) }

  /// Whether its character's reference was too small for firm scores; `nil` where that was not noted.
  var isProvisional: Bool? { Self.isProvisional(remarks) }

  static func isProvisional(_ remarks: [String: String]) -> Bool? {
    remarks[RunRemark.provisionalReference].map { $0 == "yes" }
  }

  /// Share of the run's takes, failed ones among them, in which a score has a value; `nil` without takes.
  ///
  /// A set score's own reduction says which takes it could use.
  func coverage(of metric: String) -> Double? {
    let own = scores.filter { $0.metric == metric }
    let failed = takes.count { $0.failure != nil }
    let defined: Int
    let measured: Int
    if RunReport.descriptor(metric)?.reduction == .set {
      guard let score = summary.scores.first(where: { $0.metric == metric }) else { return nil }
      defined = score.takes
      measured = score.takes + score.undefinedTakes
    } else {
      defined = own.count { $0.value.number != nil }
      measured = own.count
    }
    let whole = max(measured + failed, takes.count)
    return whole > 0 ? Double(defined) / Double(whole) : nil
  }

  /// Least value of a score in any take; `nil` without one.
  func worst(_ metric: String) -> Double? {
    scores.lazy.filter { $0.metric == metric }.compactMap(\.value.number).min()
  }

  /// Why a score has no value in any take, in the words of its first take; `nil` where it has one.
  func reason(of metric: String) -> String? {
    if RunReport.descriptor(metric)?.reduction == .set {
      guard let score = summary.scores.first(where: { $0.metric == metric }) else {
        return "it was not scored"
      }
      return score.value.reason
    }
    let own = scores.filter { $0.metric == metric }.sorted { $0.key < $1.key }
    guard !own.contains(where: { $0.value.number != nil }) else { return nil }
    return own.first?.value.reason ?? "there are no takes"
  }
}
