import Foundation

/// Wilcoxon's signed-rank test (1945) of paired differences, two-sided.
///
/// Zeros are dropped and |d| ranked, ties at their mean rank (|d| within 1e-12 of the largest count as
/// tied). Without ties and for at most 30 differences p is exact: 2·P(W ≤ w) over all 2^n sign patterns.
/// Otherwise normal with variance n(n+1)(2n+1)/24 - Σ(t³ - t)/48 and a continuity correction of ½.
public struct WilcoxonTest: Sendable, Equatable {
  /// How p was found.
  public enum Method: String, Sendable {
    /// From all sign patterns.
    case exact
    /// From the tie-corrected normal approximation.
    case normal
  }

  /// Largest number of nonzero differences for the exact distribution.
  public static let exactLimit = 30

  /// Sum of the ranks of positive differences.
  public let positiveRankSum: Double
  /// Sum of the ranks of negative differences.
  public let negativeRankSum: Double
  /// Nonzero differences.
  public let count: Int
  /// Zero differences, which were dropped.
  public let dropped: Int
  /// Exact or normal.
  public let method: Method
  /// Two-sided p in 0...1.
  public let p: Double

  /// W, the smaller of the two rank sums.
  public var statistic: Double { min(positiveRankSum, negativeRankSum) }

  /// Matched rank-biserial correlation (W⁺ - W⁻)/(W⁺ + W⁻) (Kerby 2014), in -1...1.
  public var rankBiserial: Double {
    (positiveRankSum - negativeRankSum) / (positiveRankSum + negativeRankSum)
  }

  /// Tests the differences, by the method named or as the type says. Tied ranks are enumerated as they are when exact.
  ///
  /// Throws when none is nonzero or one is not finite, and where more than 30 nonzero ones are to be exact.
  public init(differences: [Double], by wanted: Method? = nil) throws(StatisticsError) {
    let sample = try Sample(differences, named: "differences")
    let tolerance = 1e-12 * sample.largest
    let nonzero = sample.values.filter { $0.magnitude > tolerance }
    let magnitudes = try Sample(nonzero.map(\.magnitude), named: "nonzero differences")
    let ranks = Ranks(of: magnitudes, tolerance: tolerance)
    var positive = 0.0
    var negative = 0.0
    for (value, rank) in zip(nonzero, ranks.ranks) {
      if value > 0 { positive += rank } else { negative += rank }
    }
    positiveRankSum = positive
    negativeRankSum = negative
    count = nonzero.count
    dropped = differences.count - nonzero.count
    let n = Double(nonzero.count)
    if wanted == .exact, nonzero.count > Self.exactLimit {
      throw .tooMany(what: "nonzero differences", allowed: Self.exactLimit, given: nonzero.count)
    }
    let isExact = ranks.tiedGroups.isEmpty && nonzero.count <= Self.exactLimit
    let smaller = min(positive, negative)
    if wanted ?? (isExact ? .exact : .normal) == .exact {
      method = .exact
      p = min(1, 2 * Self.exactLowerTail(smaller, ranks.ranks))
    } else {
      method = .normal
      let variance = n * (n + 1) * (2 * n + 1) / 24 - ranks.tieSum / 48
      let z = min(0, smaller - n * (n + 1) / 4 + 0.5) / variance.squareRoot()
      p = NormalDistribution.twoSided(z)
    }
  }

  /// P(W ≤ w): sign patterns by their rank sum, built up one rank at a time; ranks are halves of whole numbers.
  private static func exactLowerTail(_ w: Double, _ ranks: [Double]) -> Double {
    let limit = Int((2 * w).rounded())
    var ways = [Double](repeating: 0, count: limit + 1)
    ways[0] = 1
    for rank in ranks.map({ Int((2 * $0).rounded()) }) where rank <= limit {
      for sum in stride(from: limit, through: rank, by: -1) { ways[sum] += ways[sum - rank] }
    }
    return ways.reduce(0, +) * exp2(-Double(ranks.count))
  }
}
