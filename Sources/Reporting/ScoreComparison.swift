import Scoring
public import Statistics

/// One score of two runs compared, whether it has a value per take or one for all takes together.
public struct ScoreComparison: Sendable, Equatable {
  /// The score of A: over the conversations compared, or of its worst take; `nil` without any.
  public let valueA: Double?
  /// The score of B.
  public let valueB: Double?
  /// What is compared of A: the difference is ``comparedB`` less this.
  public let comparedA: Double?
  /// What is compared of B.
  public let comparedB: Double?
  /// What the difference is of, where that is not the score itself; `nil` where it is.
  public let basis: String?
  /// Whether both sides have the same values, not only the same distances.
  public let isEqual: Bool
  /// The smallest p that the test could have given; `nil` where undefined.
  public let smallestP: Double?
  /// Conversations compared.
  public let n: Int
  /// Pairs of takes compared.
  public let pairs: Int
  /// Pairs, or conversations of a set score, left out because a side has no value.
  public let dropped: Int
  /// What is compared of B less that of A.
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
    _ pairs: PairedScores, worst: (a: Double?, b: Double?)?, centre: Double?,
    direction: PairedComparison.Direction, margin: Double?, seed: UInt64
  ) throws(StatisticsError) {
    let result = try PairedComparison(
      a: pairs.a, b: pairs.b, direction: direction, margin: margin, seed: seed)
    valueA = worst?.a ?? pairs.meanA
    valueB = worst?.b ?? pairs.meanB
    comparedA = PairedScores.mean(pairs.a)
    comparedB = PairedScores.mean(pairs.b)
    n = result.n
    self.pairs = pairs.pairs
    dropped = pairs.dropped
    meanDifference = result.meanDifference
    interval = result.interval
    p = result.p
    smallestP = result.test.value?.smallestP
    deviation = pairs.deviation
    dz = result.effects.value?.dz.value
    isEqual = pairs.isEqual
    basis =
      direction == .closerToZeroIsBetter
      ? (centre == nil
        ? "mean over conversations of |value|"
        : "mean over conversations of the distance |value - the character's own|")
      : worst == nil ? nil : "mean over conversations; the score itself is the worst take's"
    var notes: [String] = []
    if pairs.dropped > 0 {
      notes.append(
        "\(pairs.dropped) of \(pairs.dropped + pairs.pairs) pairs dropped: a value is undefined or its take is missing"
      )
    }
    if result.n < pairs.pairs {
      notes.append(
        "\(pairs.pairs) pairs in \(result.n) conversations: a conversation is the mean of its pairs, resampled and "
          + "flipped whole")
    }
    self.notes = notes + result.notes.filter { !$0.hasPrefix("distances from zero") }
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
    let folded = direction == .closerToZeroIsBetter
    comparedA = result.a.map { folded ? $0.magnitude : $0 + (centre ?? 0) }
    comparedB = result.b.map { folded ? $0.magnitude : $0 + (centre ?? 0) }
    basis = !folded ? nil : centre == nil ? "|value|" : "the distance |value - the character's own|"
    isEqual = result.a == result.b
    smallestP = result.smallestP
    n = result.n
    self.pairs = result.n
    dropped = pairs.dropped
    meanDifference = result.difference
    interval = result.interval
    p = result.p.value
    deviation = nil
    dz = nil
    notes =
      result.notes.filter { !$0.hasPrefix("distances from zero") }
      + (dropped > 0 ? ["\(dropped) conversations are in one run only and are left out"] : [])
    verdict = result.verdict
  }

  /// What is compared of each take's value.
  static func fold(
    _ direction: PairedComparison.Direction, centre: Double?
  ) -> @Sendable (Double) -> Double {
    guard direction == .closerToZeroIsBetter else { return { $0 } }
    let centre = centre ?? 0
    return { ($0 - centre).magnitude }
  }

  /// The way in which a score's direction is tested.
  static func direction(
    _ descriptor: MetricDescriptor, hasReference: Bool
  ) -> PairedComparison.Direction {
    if descriptor.rank == .portrait { return .neutral }
    return switch descriptor.direction {
    case .higher: .higherIsBetter
    case .lower: .lowerIsBetter
    case .closerToZero: .closerToZeroIsBetter
    case .closerToReference: hasReference ? .closerToZeroIsBetter : .neutral
    }
  }
}
