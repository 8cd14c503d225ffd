import Foundation

/// The standard normal distribution.
public enum NormalDistribution {
  /// Φ(z) = erfc(-z/√2) / 2.
  public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// Two-sided p of a z score: erfc(|z|/√2).
  public static func twoSided(_ z: Double) -> Double { min(1, erfc(z.magnitude / 2.0.squareRoot())) }

  /// The z with Φ(z) = p, by bisection of `cumulative` over -38...38.
  ///
  /// Throws when `p` is not strictly between 0 and 1.
  public static func quantile(_ p: Double) throws(StatisticsError) -> Double {
    guard p > 0, p < 1 else {
      throw .outOfRange(what: "probability of a normal quantile", range: "0..<1 without 0", given: "\(p)")
    }
    // The lower half keeps its relative precision; the upper half is its mirror image.
    if p > 0.5 { return -lowerQuantile(1 - p) }
    return lowerQuantile(p)
  }

  private static func lowerQuantile(_ p: Double) -> Double {
    var low = -38.0
    var high = 0.0
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if cumulative(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
