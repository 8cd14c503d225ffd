import Foundation

/// Confidence interval of a mean by resampling units (observations, or whole clusters).
public enum Bootstrap {
  /// Skewness of the units' influence beyond which the interval is bias-corrected and accelerated.
  public static let skewnessLimit = 1.0

  /// Interval of the mean: exact for up to 10 units, else `resamples` draws from `seed`.
  ///
  /// Percentile bounds; BCa (Efron 1987) when the influence sum - mean·count of the units has |skewness| > 1
  /// and the observed mean does not lie at an end of the distribution. Throws for fewer than 2 units, values
  /// that are not finite, or a level that is not strictly between 0 and 1.
  public static func interval(
    of units: [ResamplingUnit], seed: UInt64, level: Double = 0.95, resamples: Int = 10_000
  ) throws(StatisticsError) -> ConfidenceInterval {
    guard level > 0, level < 1 else {
      throw .outOfRange(what: "confidence level", range: "0..<1 without 0", given: "\(level)")
    }
    let distribution: BootstrapDistribution
    if units.count <= BootstrapDistribution.exactLimit {
      distribution = try .exact(of: units)
    } else {
      var generator = SplitMix64(seed: seed)
      distribution = try .sampled(of: units, resamples: resamples, using: &generator)
    }
    return try interval(of: units, distribution: distribution, level: level)
  }

  /// Interval of the mean of independent observations.
  public static func interval(
    of values: [Double], seed: UInt64, level: Double = 0.95, resamples: Int = 10_000
  ) throws(StatisticsError) -> ConfidenceInterval {
    try interval(of: values.map { ResamplingUnit(sum: $0) }, seed: seed, level: level, resamples: resamples)
  }

  private static func interval(
    of units: [ResamplingUnit], distribution: BootstrapDistribution, level: Double
  ) throws(StatisticsError) -> ConfidenceInterval {
    let tail = (1 - level) / 2
    var levels = (low: tail, high: 1 - tail)
    var corrected = false
    if isSkewed(units),
      let moved = try BiasCorrection(units: units, distribution: distribution)?.levels(tail: tail)
    {
      levels = moved
      corrected = true
    }
    let low = try distribution.quantile(levels.low)
    let high = try distribution.quantile(levels.high)
    let method: ConfidenceInterval.Method =
      switch (distribution.isExact, corrected) {
      case (true, false): .exactPercentile
      case (true, true): .exactBCa
      case (false, false): .sampledPercentile
      case (false, true): .sampledBCa
      }
    return ConfidenceInterval(
      low: low, high: max(low, high), level: level, method: method, resamples: distribution.resamples)
  }

  private static func isSkewed(_ units: [ResamplingUnit]) -> Bool {
    let mean = ResamplingUnit.mean(of: units)
    let influence = units.map { $0.sum - mean * Double($0.count) }
    guard let sample = try? Sample(influence, named: "influence"),
      let skewness = try? sample.skewness()
    else { return false }
    return skewness.magnitude > skewnessLimit
  }
}
