import Foundation

/// B against A on the same inputs: difference, interval, test, effects, and the verdict in words.
///
/// ```swift
/// let comparison = try PairedComparison(a: scoresOfA, b: scoresOfB, direction: .higherIsBetter, seed: 7)
/// print(comparison.verdict)  // B is better (higher): +0.120 [0.080, 0.170], p = 0.00049, n = 12
/// ```
/// Independent units are the clusters (conversations), or the pairs themselves without labels. The interval
/// resamples units and the test flips the sign of whole units; effects are those of the units' means.
/// Swapping A and B flips every sign and leaves p; the order of the pairs changes nothing.
public struct PairedComparison: Sendable, Equatable {
  /// Which values of the metric are good.
  public enum Direction: String, Sendable, Equatable, CaseIterable {
    /// More is better.
    case higherIsBetter
    /// Less is better.
    case lowerIsBetter
    /// The smaller distance from 0 is better; |B| and |A| are compared.
    case closerToZeroIsBetter
    /// No value is better than another.
    case neutral
  }

  /// Pairs in which both values were defined.
  public let pairs: Int
  /// n: independent units, that is clusters with a defined pair.
  public let n: Int
  /// Pairs left out because a value was undefined.
  public let dropped: Int
  /// Mean of B - A over the pairs (of |B| - |A| for `closerToZeroIsBetter`); undefined without pairs.
  public let meanDifference: Estimate<Double>
  /// 95 % bootstrap interval of the mean difference; undefined for n < 2.
  public let interval: Estimate<ConfidenceInterval>
  /// Sign-flip test of the mean difference with its p, method and smallest possible p; undefined for n < 2.
  public let test: Estimate<SignFlipTest>
  /// Wilcoxon's signed-rank test of the units' mean differences, for robustness.
  public let wilcoxon: Estimate<WilcoxonTest>
  /// Effect sizes of B against A; undefined for n < 2.
  public let effects: Estimate<PairedEffects>
  /// Seed of every random draw.
  public let seed: UInt64
  /// Which values are good.
  public let direction: Direction
  /// Difference too small to matter, in the unit of the metric; `nil` when none was set beforehand.
  public let margin: Double?
  /// Remarks that belong in print beside the numbers.
  public let notes: [String]
  /// The decision, and its sentence.
  public let verdict: Verdict

  /// Two-sided p; `nil` where undefined.
  public var p: Double? { test.value?.p }

  /// Compares values paired by position; `nil` is an undefined score and drops its pair.
  ///
  /// - `clusters`: one label per pair; pairs with the same label are not independent of each other.
  /// - `margin`: above 0, set before looking at the data.
  /// - `names`: what to call A and B in the verdict.
  ///
  /// Throws for unlike lengths, values that are not finite or beyond 1e134, a margin that is not above 0,
  /// and more than 100,000 units.
  public init(
    a: [Double?], b: [Double?], clusters: [String]? = nil, direction: Direction = .neutral,
    margin: Double? = nil, seed: UInt64, names: (a: String, b: String) = ("A", "B")
  ) throws(StatisticsError) {
    if let margin, !(margin > 0 && margin.isFinite) {
      throw .outOfRange(what: "margin", range: "above 0 and finite", given: "\(margin)")
    }
    let paired = try PairedUnits(a: a, b: b, clusters: clusters) {
      direction == .closerToZeroIsBetter ? $0.magnitude : $0
    }
    let units = paired.units
    let limit = BootstrapDistribution.sampledLimit
    guard units.count <= limit else {
      throw .tooMany(what: "compared units", allowed: limit, given: units.count)
    }
    pairs = paired.pairs
    n = units.count
    dropped = paired.dropped
    self.seed = seed
    self.direction = direction
    self.margin = margin
    meanDifference = Estimate { () throws(StatisticsError) in
      guard !units.isEmpty else { throw Self.tooFew(needed: 1, given: 0) }
      let mean = ResamplingUnit.mean(of: units)
      return paired.isFlipped ? 0 - mean : mean
    }
    var seeds = SplitMix64(seed: seed)
    let intervalSeed = seeds.next()
    let testSeed = seeds.next()
    interval = Estimate { () throws(StatisticsError) in
      try Self.requireTwo(units)
      return try Self.interval(paired, seed: intervalSeed)
    }
    test = Estimate { () throws(StatisticsError) in
      try Self.requireTwo(units)
      return try SignFlipTest(differences: units.map(\.sum), seed: testSeed)
    }
    wilcoxon = Estimate { () throws(StatisticsError) in
      try Self.requireTwo(units)
      return try WilcoxonTest(differences: zip(paired.b, paired.a).map { $0 - $1 })
    }
    effects = Estimate { () throws(StatisticsError) in
      try Self.requireTwo(units)
      return try PairedEffects(treatment: paired.b, baseline: paired.a)
    }
    notes = Self.notes(paired, direction, interval.value, test.value)
    verdict = Verdict(
      pairs: paired.pairs, n: units.count, meanDifference: meanDifference, interval: interval,
      p: test.map(\.p), direction: direction, margin: margin, names: names,
      isEqual: !units.isEmpty && paired.isEqual)
  }

  /// Half the standard deviation of the reference sessions' scores: the margin to use when none was chosen.
  ///
  /// Throws for fewer than 2 sessions, values that are not finite, or sessions that are all alike.
  public static func defaultMargin(referenceSessions: [Double]) throws(StatisticsError) -> Double {
    let sample = try Sample(referenceSessions, named: "reference sessions")
    return 0.5 * (try sample.positiveDeviation(scale: sample.largest))
  }

  private static func tooFew(needed: Int, given: Int) -> StatisticsError {
    .tooFew(what: "independent pairs with both values defined", needed: needed, given: given)
  }

  private static func requireTwo(_ units: [ResamplingUnit]) throws(StatisticsError) {
    guard units.count >= 2 else { throw tooFew(needed: 2, given: units.count) }
  }

  private static func interval(
    _ paired: PairedUnits, seed: UInt64
  ) throws(StatisticsError) -> ConfidenceInterval {
    let interval = try Bootstrap.interval(of: paired.units, seed: seed)
    guard paired.isSymmetric else { return paired.isFlipped ? interval.negated : interval }
    // Differences that equal their mirror image have no sign to turn by: their interval is its own mirror.
    let half = (interval.high - interval.low) / 2
    return ConfidenceInterval(
      low: 0 - half, high: half, level: interval.level, method: interval.method,
      resamples: interval.resamples)
  }

  private static func notes(
    _ paired: PairedUnits, _ direction: Direction, _ interval: ConfidenceInterval?, _ test: SignFlipTest?
  ) -> [String] {
    var notes: [String] = []
    let n = paired.units.count
    if paired.dropped > 0 {
      notes.append(
        "\(paired.dropped) of \(paired.dropped + paired.pairs) pairs dropped: a value is undefined or its take is missing"
      )
    }
    if direction == .closerToZeroIsBetter {
      notes.append("distances from zero are compared: the mean of |B| less the mean of |A|")
    }
    if n < paired.pairs {
      notes.append("\(paired.pairs) pairs in \(n) clusters: clusters are resampled and flipped whole")
    }
    if let interval, n < 20 {
      notes.append(
        interval.method == .exactPercentile || interval.method == .sampledPercentile
          ? "n = \(n) < 20: percentile intervals run short" : "n = \(n) < 20: bootstrap intervals run short")
    }
    if let test, test.smallestP >= Verdict.significance {
      notes.append("no p below \(Verdict.significance) was possible with these pairs")
    }
    return notes
  }
}
