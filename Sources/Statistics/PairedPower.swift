import Foundation

/// What a paired comparison of n conversations can show: power by the noncentral t distribution.
///
/// For normal differences with standardised mean d_z the paired t statistic has n - 1 degrees of freedom and
/// noncentrality d_z·√n (Cohen 1988); the sign-flip test has nearly the same power. Two-sided.
public struct PairedPower: Sendable, Equatable {
  /// Share of experiments that find the effect, unless said otherwise.
  public static let usual = 0.8
  /// Level of the two-sided test, unless said otherwise.
  public static let level = 0.05
  /// Largest number of pairs looked for.
  public static let mostPairs = 100_000

  /// Pairs.
  public let pairs: Int
  /// Level of the two-sided test.
  public let level: Double
  private let critical: Double

  /// Looks at a comparison of `pairs` differences, at least 2.
  ///
  /// Throws for other sizes than 2…1,000,000 and for a level that is not strictly between 0 and 1.
  public init(pairs: Int, level: Double = Self.level) throws(StatisticsError) {
    guard pairs >= 2 else { throw .tooFew(what: "pairs of a power analysis", needed: 2, given: pairs) }
    guard level > 0, level < 1 else {
      throw .outOfRange(what: "level of a power analysis", range: "0..<1 without 0", given: "\(level)")
    }
    self.pairs = pairs
    self.level = level
    critical = try StudentDistribution.quantile(1 - level / 2, degrees: pairs - 1)
  }

  /// P(|T| > critical value) for a standardised mean difference. Throws when it is not finite.
  public func power(dz: Double) throws(StatisticsError) -> Double {
    _ = try Sample([dz], named: "d_z")
    let noncentrality = min(1e6, dz.magnitude * Double(pairs).squareRoot())
    let degrees = pairs - 1
    let upper = try StudentDistribution.cumulative(critical, degrees: degrees, noncentrality: noncentrality)
    let lower = try StudentDistribution.cumulative(-critical, degrees: degrees, noncentrality: noncentrality)
    return min(1, max(0, 1 - upper + lower))
  }

  /// The smallest |d_z| found with this power, by bisection; times the standard deviation of the differences
  /// it is the difference in the unit of the score.
  ///
  /// Throws when `power` is not between the level and 1.
  public func detectable(power: Double = Self.usual) throws(StatisticsError) -> Double {
    guard power > level, power < 1 else {
      throw .outOfRange(what: "power", range: "\(level)..<1", given: "\(power)")
    }
    var low = 0.0
    var high = 1.0
    while try self.power(dz: high) < power, high < 1e6 { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if try self.power(dz: middle) < power { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Pairs that find an effect with this power: the smallest n whose exact power reaches it, and no fewer
  /// than a claim at this level needs (``fewestPairs(level:)``).
  ///
  /// Throws for an effect of 0 or so small that more than ``mostPairs`` pairs were needed.
  public static func pairsNeeded(
    dz: Double, power: Double = Self.usual, level: Double = Self.level
  ) throws(StatisticsError) -> Int {
    let needed = try rule(dz: dz)
    guard needed <= Double(mostPairs) else {
      throw .tooMany(what: "pairs needed for d_z = \(dz)", allowed: mostPairs, given: Int(min(needed, 1e15)))
    }
    func reaches(_ pairs: Int) throws(StatisticsError) -> Bool {
      try PairedPower(pairs: pairs, level: level).power(dz: dz) >= power
    }
    var low = 1
    let fewest = fewestPairs(level: level)
    var high = fewest
    while try !reaches(high) {
      low = high
      high *= 2
      guard high <= 4 * mostPairs else {
        throw .tooMany(what: "pairs needed for d_z = \(dz)", allowed: mostPairs, given: high)
      }
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if try reaches(middle) { high = middle } else { low = middle }
    }
    return max(high, fewest)
  }

  /// Fewest pairs whose smallest sign-flip p, 2/2^n, reaches a level, and no fewer than ``Verdict/fewestPairs``.
  ///
  /// Of m tests that Holm adjusts the first step asks for the level .05/m.
  public static func fewestPairs(level: Double) -> Int {
    var pairs = Verdict.fewestPairs
    while pairs < 1000, SignFlipTest.smallestP(pairs: pairs) > level { pairs += 1 }
    return pairs
  }

  /// The rule of thumb 7.85/d_z² + 2 for level .05 and power .8. Throws for an effect that is 0 or not finite.
  public static func rule(dz: Double) throws(StatisticsError) -> Double {
    _ = try Sample([dz], named: "d_z")
    guard dz != 0 else { throw .zeroVariance(what: "an effect of exactly 0, which no number of pairs shows") }
    return 7.85 / (dz * dz) + 2
  }
}
