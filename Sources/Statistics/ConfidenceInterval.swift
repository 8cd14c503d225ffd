/// A bootstrap interval and how it was made.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The construction of the bounds.
  public enum Method: String, Sendable, CustomStringConvertible {
    /// Type-7 quantiles of all resamples.
    case exactPercentile = "exact percentile bootstrap"
    /// Type-7 quantiles of drawn resamples.
    case sampledPercentile = "percentile bootstrap"
    /// Quantiles at bias-corrected and accelerated levels of all resamples.
    case exactBCa = "exact BCa bootstrap"
    /// Quantiles at bias-corrected and accelerated levels of drawn resamples.
    case sampledBCa = "BCa bootstrap"

    /// The method in words.
    public var description: String { rawValue }
  }

  /// Lower bound, in the unit of the values.
  public let low: Double
  /// Upper bound, in the unit of the values.
  public let high: Double
  /// Coverage aimed at, such as 0.95.
  public let level: Double
  /// How the bounds were made.
  public let method: Method
  /// Resamples behind it: m^m for m units when exact.
  public let resamples: Int

  /// States an interval; `low` at most `high`.
  public init(low: Double, high: Double, level: Double, method: Method, resamples: Int) {
    precondition(low <= high, "interval bounds out of order")
    self.low = low
    self.high = high
    self.level = level
    self.method = method
    self.resamples = resamples
  }

  /// Whether 0 lies outside, bounds counted as inside.
  public var excludesZero: Bool { low > 0 || high < 0 }

  /// The interval of the negated value.
  public var negated: ConfidenceInterval {
    ConfidenceInterval(low: 0 - high, high: 0 - low, level: level, method: method, resamples: resamples)
  }
}
