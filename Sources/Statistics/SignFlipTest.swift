import Foundation

/// Sign-flip permutation test of the mean of paired differences, two-sided.
///
/// Under the null hypothesis each independent difference is as likely to be +d as -d (Fisher 1935). p is
/// the share of sign patterns, the observed one included, whose |Σ±d| reaches |Σd|.
/// Sums within 1e-12 of Σ|d| count as equal.
public struct SignFlipTest: Sendable, Equatable {
  /// How the patterns were gone through.
  public enum Method: Sendable, Equatable, CustomStringConvertible {
    /// All 2^n patterns.
    case exact
    /// This many random patterns and the observed one.
    case sampled(Int)

    /// `exact` or `sampled (10000 flips)`.
    public var description: String {
      switch self {
      case .exact: "exact"
      case .sampled(let flips): "sampled (\(flips) flips)"
      }
    }
  }

  /// Largest number of differences for which all patterns are enumerated.
  public static let exactLimit = 20

  /// Patterns at least as extreme as the observed one.
  public let extremeCount: Int
  /// Patterns looked at.
  public let patternCount: Int
  /// Exact or sampled.
  public let method: Method
  /// The smallest p these magnitudes could have given: 2/2^k for k nonzero differences (1 for k = 0),
  /// and no less than 1/(flips + 1) when sampled.
  public let smallestP: Double

  /// The smallest two-sided p of n nonzero differences, 2/2^n; 1 without any.
  public static func smallestP(pairs: Int) -> Double {
    guard pairs >= 1 else { return 1 }
    return exp2(1 - Double(pairs))
  }

  /// Two-sided p, above 0 and at most 1.
  public var p: Double { Double(extremeCount) / Double(patternCount) }

  /// Tests n differences: exactly up to 20, else by `flips` random patterns drawn from `seed`.
  ///
  /// Throws for no differences, values that are not finite, or `flips` outside 1...10,000,000.
  public init(
    differences: [Double], seed: UInt64, flips: Int = 10_000
  ) throws(StatisticsError) {
    let sample = try Sample(differences, named: "differences")
    guard (1...10_000_000).contains(flips) else {
      throw .outOfRange(what: "flips", range: "1...10000000", given: "\(flips)")
    }
    let values = sample.values
    var total = 0.0
    var magnitude = 0.0
    for value in values {
      total += value
      magnitude += value.magnitude
    }
    let tolerance = 1e-12 * magnitude
    let threshold = total.magnitude - tolerance
    let nonzero = values.count { $0.magnitude > tolerance }
    let smallestExact = nonzero == 0 ? 1 : exp2(1 - Double(nonzero))
    if values.count <= Self.exactLimit {
      extremeCount = Self.countExtremes(values, threshold)
      patternCount = 1 << values.count
      method = .exact
      smallestP = smallestExact
    } else {
      var generator = SplitMix64(seed: seed)
      extremeCount = 1 + Self.countExtremes(values, threshold, flips, &generator)
      patternCount = flips + 1
      method = .sampled(flips)
      smallestP = max(smallestExact, 1 / Double(flips + 1))
    }
  }

  /// Every signed sum is one of the first half plus one of the second: two short tables, no drift.
  private static func countExtremes(_ values: [Double], _ threshold: Double) -> Int {
    let middle = values.count / 2
    let left = signedSums(values[..<middle])
    let right = signedSums(values[middle...])
    var count = 0
    for a in left {
      for b in right where (a + b).magnitude >= threshold { count += 1 }
    }
    return count
  }

  private static func signedSums(_ values: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    for value in values { sums = sums.map { $0 + value } + sums.map { $0 - value } }
    return sums
  }

  private static func countExtremes(
    _ values: [Double], _ threshold: Double, _ flips: Int, _ generator: inout some RandomNumberGenerator
  ) -> Int {
    var count = 0
    for _ in 0..<flips {
      var sum = 0.0
      var bits: UInt64 = 0
      for (place, value) in values.enumerated() {
        if place % 32 == 0 { bits = generator.next() >> 32 }
        sum += bits & 1 == 0 ? value : -value
        bits >>= 1
      }
      if sum.magnitude >= threshold { count += 1 }
    }
    return count
  }
}
