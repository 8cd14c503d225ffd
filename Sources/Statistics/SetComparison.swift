import Foundation

/// B against A on a score that only all conversations together have, such as a distance between two clouds.
///
/// Conversations are resampled and both scores computed again on the same resample, so the interval is that of
/// the paired difference. The test exchanges A and B within conversations, which changes nothing where
/// neither is better (an exact test of that hypothesis; all patterns up to 10 conversations, else drawn ones).
/// Swapping A and B flips every sign and leaves p.
public struct SetComparison: Sendable, Equatable {
  /// A conversation of a resample: its place, and of which side it is taken.
  public struct Draw: Sendable, Equatable {
    /// Place of the conversation, from 0.
    public var unit: Int
    /// Whether B's takes of it are used instead of A's.
    public var isB: Bool
    /// Names a conversation of a side.
    public init(unit: Int, isB: Bool) {
      self.unit = unit
      self.isB = isB
    }
  }

  /// Conversations up to which every pattern of exchanges is gone through.
  public static let exactLimit = 10
  /// Share of resamples that may be without a value before there is no interval.
  public static let undefinedShare = 0.05

  /// Conversations.
  public let n: Int
  /// Score of A over all conversations.
  public let a: Double?
  /// Score of B over all conversations.
  public let b: Double?
  /// B - A (|B| - |A| where closer to zero is better).
  public let difference: Estimate<Double>
  /// 95 % percentile interval of the difference; undefined for n < 2.
  public let interval: Estimate<ConfidenceInterval>
  /// Two-sided p of the exchange test; undefined for n < 2.
  public let p: Estimate<Double>
  /// The smallest p that the test could have given; `nil` for n < 2.
  public let smallestP: Double?
  /// Remarks that belong in print beside the numbers.
  public let notes: [String]
  /// The decision, and its sentence.
  public let verdict: Verdict

  /// Compares two sets of conversations.
  ///
  /// - Parameters:
  ///   - n: conversations, each with takes on both sides; at most 100,000.
  ///   - margin: difference too small to matter, above 0, set before looking at the data.
  ///   - resamples: drawn for the interval, 20…1,000,000.
  ///   - permutations: drawn for the test beyond ``exactLimit`` conversations, 19…1,000,000.
  ///   - score: value of the conversations drawn, in any order and with repetitions; `nil` where undefined.
  public init(
    conversations n: Int, direction: PairedComparison.Direction = .neutral, margin: Double? = nil,
    seed: UInt64, resamples: Int = 1000, permutations: Int = 999, names: (a: String, b: String) = ("A", "B"),
    score: ([Draw]) -> Double?
  ) throws(StatisticsError) {
    if let margin, !(margin > 0 && margin.isFinite) {
      throw .outOfRange(what: "margin", range: "above 0 and finite", given: "\(margin)")
    }
    guard (0...BootstrapDistribution.sampledLimit).contains(n) else {
      throw .outOfRange(
        what: "compared conversations", range: "0...\(BootstrapDistribution.sampledLimit)", given: "\(n)")
    }
    guard (20...1_000_000).contains(resamples), (19...1_000_000).contains(permutations) else {
      throw .outOfRange(
        what: "resamples and permutations", range: "20...1000000 and 19...1000000",
        given: "\(resamples) and \(permutations)")
    }
    func value(_ draws: [Draw]) -> Double? {
      guard let value = score(draws), value.isFinite else { return nil }
      return direction == .closerToZeroIsBetter ? value.magnitude : value
    }
    let units = Array(0..<n)
    let whole = { (isB: Bool) in units.map { Draw(unit: $0, isB: isB) } }
    let fold = { (x: Double) in direction == .closerToZeroIsBetter ? x.magnitude : x }
    let first = n > 0 ? score(whole(false)).flatMap { $0.isFinite ? $0 : nil } : nil
    let second = n > 0 ? score(whole(true)).flatMap { $0.isFinite ? $0 : nil } : nil
    let observed = first.flatMap { first in second.map { fold($0) - fold(first) } }
    self.n = n
    smallestP =
      n < 2 ? nil : n <= Self.exactLimit ? SignFlipTest.smallestP(pairs: n) : 1 / Double(permutations + 1)
    a = first
    b = second
    difference = Estimate { () throws(StatisticsError) in
      guard let observed else { throw .tooFew(what: "runs with a value", needed: 2, given: 0) }
      return observed
    }
    var seeds = SplitMix64(seed: seed)
    let (intervalSeed, testSeed) = (seeds.next(), seeds.next())
    let scale = max(first?.magnitude ?? 0, second?.magnitude ?? 0)
    interval = Estimate { () throws(StatisticsError) in
      guard let observed else { throw .tooFew(what: "runs with a value", needed: 2, given: 0) }
      try Self.requireTwo(n)
      return try Self.interval(n, flipped: observed < 0, resamples, seed: intervalSeed) { draws in
        guard let x = value(draws.map { Draw(unit: $0, isB: false) }),
          let y = value(draws.map { Draw(unit: $0, isB: true) })
        else { return nil }
        return y - x
      }
    }
    p = Estimate { () throws(StatisticsError) in
      guard let observed else { throw .tooFew(what: "runs with a value", needed: 2, given: 0) }
      try Self.requireTwo(n)
      return Self.test(n, permutations, seed: testSeed, least: observed.magnitude - 1e-12 * scale) { flips in
        guard let x = value(zip(units, flips).map { Draw(unit: $0, isB: $1) }),
          let y = value(zip(units, flips).map { Draw(unit: $0, isB: !$1) })
        else { return nil }
        return (y - x).magnitude
      }
    }
    notes =
      [
        "one value per run: \(resamples) resamples of conversations, scored again; p exchanges A and B within "
          + "conversations (\(n <= Self.exactLimit ? "exact" : "\(permutations) patterns"))"
      ]
      + (direction == .closerToZeroIsBetter ? ["distances from zero are compared: |B| less |A|"] : [])
      + (n < 20 && n >= 2 ? ["n = \(n) < 20: percentile intervals run short"] : [])
    verdict = Verdict(
      pairs: n, n: n, meanDifference: difference, interval: interval, p: p, direction: direction,
      margin: margin, names: names,
      isEqual: first == second && first != nil && interval.value.map { $0.low == 0 && $0.high == 0 } ?? false)
  }

  private static func requireTwo(_ n: Int) throws(StatisticsError) {
    guard n >= 2 else { throw .tooFew(what: "conversations with takes in both runs", needed: 2, given: n) }
  }

  /// Computed on the differences turned upwards, so that swapping the sides mirrors it to the last bit.
  private static func interval(
    _ n: Int, flipped: Bool, _ resamples: Int, seed: UInt64, _ difference: ([Int]) -> Double?
  ) throws(StatisticsError) -> ConfidenceInterval {
    var generator = SplitMix64(seed: seed)
    var values: [Double] = []
    for _ in 0..<resamples {
      let draws = (0..<n).map { _ in generator.drawIndex(below: n) }
      if let value = difference(draws) { values.append(flipped ? 0 - value : value) }
    }
    let needed = Int((Double(resamples) * (1 - undefinedShare)).rounded(.up))
    guard values.count >= needed else {
      throw .tooFew(what: "resamples of conversations with a value", needed: needed, given: values.count)
    }
    let sorted = try Sample(values, named: "resampled differences").values.sorted()
    let interval = ConfidenceInterval(
      low: Sample.quantile(ofSorted: sorted, 0.025), high: Sample.quantile(ofSorted: sorted, 0.975),
      level: 0.95, method: .sampledPercentile, resamples: resamples)
    return flipped ? interval.negated : interval
  }

  /// Share of patterns whose difference is at least the observed one; one without a value counts as such.
  private static func test(
    _ n: Int, _ permutations: Int, seed: UInt64, least: Double, _ magnitude: ([Bool]) -> Double?
  ) -> Double {
    if n <= exactLimit {
      // A pattern and its complement give the same magnitude: half of them stand for all.
      let patterns = 1 << (n - 1)
      var extreme = 0
      for pattern in 0..<patterns {
        let flips = (0..<n).map { pattern >> $0 & 1 == 1 }
        if magnitude(flips).map({ $0 >= least }) ?? true { extreme += 1 }
      }
      return Double(extreme) / Double(patterns)
    }
    var generator = SplitMix64(seed: seed)
    var extreme = 1
    for _ in 0..<permutations {
      let flips = (0..<n).map { _ in generator.next() >> 63 == 1 }
      if magnitude(flips).map({ $0 >= least }) ?? true { extreme += 1 }
    }
    return Double(extreme) / Double(permutations + 1)
  }
}
