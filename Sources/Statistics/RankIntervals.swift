import Foundation

/// Ranks of systems on one score with the uncertainty that the conversations leave.
///
/// Every resample of conversations scores all systems anew; a system's interval holds 95 % of its ranks. From
/// the best system downwards, systems whose paired difference to the first of their group cannot be told from 0
/// are tied with it. Rank 1 is best; equal values share the better rank.
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

  /// Ranks systems.
  ///
  /// - Parameters:
  ///   - systems: how many, 2…200.
  ///   - n: conversations, at least ``Verdict/fewestPairs``; fewer carry no rank.
  ///   - goodness: value of a system on the conversations drawn, higher is better; `nil` where undefined.
  /// Throws for other counts and where a system or more than 5 % of the resamples are without a value.
  public init(
    systems: Int, conversations n: Int, seed: UInt64, resamples: Int = 2000,
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
    let groups = Self.groups(observed, rows)
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

  static func groups(_ observed: [Double], _ rows: [[Double]]) -> [Int] {
    let order = observed.indices.sorted { (observed[$1], $0) < (observed[$0], $1) }
    var groups = [Int](repeating: 0, count: observed.count)
    var leader = order[0]
    var group = 1
    for system in order {
      if system != leader {
        let behind = rows.map { $0[leader] - $0[system] }.sorted()
        if Sample.quantile(ofSorted: behind, 0.025) > 0 {
          leader = system
          group += 1
        }
      }
      groups[system] = group
    }
    return groups
  }
}
