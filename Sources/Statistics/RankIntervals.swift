import Foundation

/// Ranks of systems on one score with the uncertainty that the conversations leave.
///
/// Every resample of conversations scores all systems anew; a system's interval holds 95 % of its ranks. From
/// the best system downwards, systems whose paired difference to the first of their group cannot be told from 0
/// are tied with it. Every pair of systems is a comparison, on every score of the ranking: by Bonferroni's inequality each
/// is decided at the level .05/(pairs·scores). There the interval of the same resamples must exclude 0, by percentiles and
/// by Student's t with n - 1 degrees of freedom on their standard deviation, for percentiles that far out are too narrow
/// for few conversations; and no pair is told apart where 2/2^n, the smallest p of a sign-flip test, lies above the level. Rank 1 is best; equal values share the better rank.
public struct RankIntervals: Sendable, Equatable {
  /// Where a system stands.
  public struct Place: Sendable, Equatable {
    /// Rank by the score itself.
    public let rank: Int
    /// Best rank of the interval.
    public let best: Int
    /// Worst rank of the interval.
    public let worst: Int
    /// Number of its tied group, from 1.
    public let group: Int
    /// 95 % percentile interval of its goodness.
    public let interval: ConfidenceInterval
  }

  /// Most systems that are ranked together.
  public static let mostSystems = 200

  /// One place per system, in the order given.
  public let places: [Place]
  /// Conversations.
  public let n: Int
  /// Resamples drawn.
  public let resamples: Int
  /// Level at which two systems are told apart.
  public let level: Double

  /// Level at which two of some systems are told apart where they are ranked on some scores.
  public static func level(systems: Int, scores: Int) -> Double {
    Verdict.significance / Double(max(1, systems * (systems - 1) / 2) * max(1, scores))
  }

  /// Ranks systems.
  ///
  /// - Parameters:
  ///   - systems: how many, 2…200.
  ///   - n: conversations, at least ``Verdict/fewestPairs``; fewer carry no rank.
  ///   - scores: on how many scores these systems are ranked, this one among them.
  ///   - goodness: value of a system on the conversations drawn, higher is better; `nil` where undefined.
  /// Throws for other counts and where a system or more than 5 % of the resamples are without a value.
  public init(
    systems: Int, conversations n: Int, seed: UInt64, resamples: Int = 2000, scores: Int = 1,
    goodness: (_ system: Int, _ draws: [Int]) -> Double?
  ) throws(StatisticsError) {
    guard (2...Self.mostSystems).contains(systems) else {
      throw .outOfRange(what: "ranked systems", range: "2...\(Self.mostSystems)", given: "\(systems)")
    }
    guard n >= Verdict.fewestPairs else {
      throw .tooFew(what: "conversations of a ranking", needed: Verdict.fewestPairs, given: n)
    }
    guard n <= BootstrapDistribution.sampledLimit else {
      throw .tooMany(
        what: "conversations of a ranking", allowed: BootstrapDistribution.sampledLimit, given: n)
    }
    guard (20...1_000_000).contains(resamples) else {
      throw .outOfRange(what: "resamples", range: "20...1000000", given: "\(resamples)")
    }
    func row(_ draws: [Int]) -> [Double]? {
      var row: [Double] = []
      for system in 0..<systems {
        guard let value = goodness(system, draws), value.isFinite else { return nil }
        row.append(value)
      }
      return row
    }
    guard let observed = row(Array(0..<n)) else {
      throw .tooFew(what: "systems with a value", needed: systems, given: systems - 1)
    }
    var generator = SplitMix64(seed: seed)
    var rows: [[Double]] = []
    for _ in 0..<resamples {
      let draws = (0..<n).map { _ in generator.drawIndex(below: n) }
      if let row = row(draws) { rows.append(row) }
    }
    let needed = Int((Double(resamples) * (1 - SetComparison.undefinedShare)).rounded(.up))
    guard rows.count >= needed else {
      throw .tooFew(what: "resamples with a value of every system", needed: needed, given: rows.count)
    }
    let ranks = Self.ranks(observed)
    let resampled = rows.map(Self.ranks)
    let level = Self.level(systems: systems, scores: scores)
    let mayDiffer = SignFlipTest.smallestP(pairs: n) <= level
    // The resamples' deviation is that of a mean with divisor n.
    let critical =
      try StudentDistribution.quantile(1 - level / 2, degrees: n - 1)
      * (Double(n) / Double(n - 1)).squareRoot()
    let groups = Self.groups(observed, mayDiffer ? rows : [], level: level, critical: critical)
    var places: [Place] = []
    for system in 0..<systems {
      let own = resampled.map { $0[system] }.sorted()
      let values = rows.map { $0[system] }.sorted()
      places.append(
        Place(
          rank: ranks[system], best: Self.order(own, 0.025), worst: Self.order(own, 0.975),
          group: groups[system],
          interval: ConfidenceInterval(
            low: Sample.quantile(ofSorted: values, 0.025), high: Sample.quantile(ofSorted: values, 0.975),
            level: 0.95, method: .sampledPercentile, resamples: rows.count)))
    }
    self.places = places
    self.n = n
    self.resamples = resamples
    self.level = level
  }

  /// 1 and the number of systems that are better.
  static func ranks(_ values: [Double]) -> [Int] {
    values.map { own in 1 + values.count { $0 > own } }
  }

  /// The order statistic at a share, outwards: the interval never leaves out more than the share.
  private static func order(_ sorted: [Int], _ share: Double) -> Int {
    let place = Double(sorted.count - 1) * share
    return sorted[Int((share < 0.5 ? place.rounded(.down) : place.rounded(.up)))]
  }

  /// Groups of systems; without resamples all are one.
  static func groups(
    _ observed: [Double], _ rows: [[Double]], level: Double = Verdict.significance,
    critical: Double = 0
  ) -> [Int] {
    let order = observed.indices.sorted { (observed[$1], $0) < (observed[$0], $1) }
    var groups = [Int](repeating: 0, count: observed.count)
    var leader = order[0]
    var group = 1
    for system in order {
      if system != leader, !rows.isEmpty {
        let behind = rows.map { $0[leader] - $0[system] }.sorted()
        // Where the level is finer than one resample, all of them must agree.
        let tail = Double(behind.count - 1) * level / 2 < 1 ? 0 : level / 2
        let deviation = (try? Sample(behind).standardDeviation()) ?? 0
        if Sample.quantile(ofSorted: behind, tail) > 0,
          observed[leader] - observed[system] > critical * deviation
        {
          leader = system
          group += 1
        }
      }
      groups[system] = group
    }
    return groups
  }
}
