import Scoring
public import Statistics

/// One score of two runs compared, whether it has a value per take or one for all takes together.
public struct ScoreComparison: Sendable, Equatable {
  /// Value of A over the conversations compared; `nil` without any.
  public let valueA: Double?
  /// Value of B over the conversations compared; `nil` without any.
  public let valueB: Double?
  /// Conversations compared.
  public let n: Int
  /// Pairs of takes compared.
  public let pairs: Int
  /// Pairs, or conversations of a set score, left out because a side has no value.
  public let dropped: Int
  /// B - A (|B| - |A| where closer to zero is better).
  public let meanDifference: Estimate<Double>
  /// Its 95 % interval.
  public let interval: Estimate<ConfidenceInterval>
  /// Two-sided p.
  public let p: Double?
  /// Standard deviation over conversations of the difference; `nil` for set scores and below 2 conversations.
  public let deviation: Double?
  /// Cohen's d_z of the conversations' differences.
  public let dz: Double?
  /// Remarks that belong in print beside the numbers.
  public let notes: [String]
  /// The decision, and its sentence.
  public let verdict: Verdict

  /// Compares values of takes.
  init(
    _ pairs: PairedScores, centre: Double?, direction: PairedComparison.Direction, margin: Double?,
    seed: UInt64
  ) throws(StatisticsError) {
    let compared = centre.map(pairs.centred) ?? pairs
    let result = try PairedComparison(
      a: compared.a, b: compared.b, clusters: compared.clusters, direction: direction, margin: margin,
      seed: seed)
    valueA = pairs.means?.a
    valueB = pairs.means?.b
    n = result.n
    self.pairs = result.pairs
    dropped = result.dropped
    meanDifference = result.meanDifference
    interval = result.interval
    p = result.p
    deviation = compared.deviation(magnitudes: direction == .closerToZeroIsBetter)
    dz = result.effects.value?.dz.value
    notes = result.notes
    verdict = result.verdict
  }

  /// Compares values of whole sets.
  init(
    _ pairs: PairedSetScore, centre: Double?, direction: PairedComparison.Direction, margin: Double?,
    seed: UInt64, resamples: Int
  ) throws(StatisticsError) {
    let recordings = pairs.recordings
    let result = try SetComparison(
      conversations: recordings.count, direction: direction, margin: margin, seed: seed, resamples: resamples
    ) { draws in
      pairs.value(draws.map { (recordings[$0.unit], $0.isB) }).map { $0 - (centre ?? 0) }
    }
    valueA = result.a.map { $0 + (centre ?? 0) }
    valueB = result.b.map { $0 + (centre ?? 0) }
    n = result.n
    self.pairs = result.n
    dropped = pairs.dropped
    meanDifference = result.difference
    interval = result.interval
    p = result.p.value
    deviation = nil
    dz = nil
    notes =
      result.notes
      + (dropped > 0 ? ["\(dropped) conversations are in one run only and are left out"] : [])
    verdict = result.verdict
  }

  /// The way in which a score's direction is tested.
  static func direction(
    _ descriptor: MetricDescriptor, hasReference: Bool
  ) -> PairedComparison.Direction {
    switch descriptor.direction {
    case .higher: .higherIsBetter
    case .lower: .lowerIsBetter
    case .closerToZero: .closerToZeroIsBetter
    case .closerToReference: hasReference ? .closerToZeroIsBetter : .neutral
    }
  }
}
