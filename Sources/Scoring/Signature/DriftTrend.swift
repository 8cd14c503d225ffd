import Foundation
import Statistics

/// Trend of one signature channel after everything known is taken out of it.
struct DriftTrend {
  /// Fewest windows in which a trend is looked for.
  static let leastWindows = 8
  /// Allowance and limit of the control chart in deviations.
  static let allowance = 0.5
  static let limit = 5.0

  /// Mann-Kendall z of the whitened residuals, divided by the reference's own restlessness.
  var z: Double
  /// Two-sided normal p of that.
  var p: Double
  /// Sen's slope of the residuals, per minute.
  var slopePerMinute: Double
  /// First frame at which the control chart is beyond its limit.
  var alarm: Int?

  /// Tests a channel; `nil` when the take lacks it, or too few windows are there.
  init?(_ name: String, _ take: DriftWindows, _ own: ScoringReference.Drift.Channel, framesPerSecond: Double)
  {
    guard take.values[name] != nil, take.count >= Self.leastWindows,
      own.coefficients.count == DriftWindows.conditions.count, own.deviation > 0, own.restlessness > 0
    else { return nil }
    let residuals = Self.residuals(name, take, own)
    // A window of several shortest ones remembers so much less.
    let memory = pow(own.memory, Double(take.stretch))
    let fresh = Self.whitened(residuals, memory: memory)
    guard let raw = try? MannKendallTest(residuals), let trend = try? MannKendallTest(fresh) else {
      return nil
    }
    // A series that never changes has no trend.
    var score = 0.0
    if case .value(let found) = trend.z { score = found }
    z = score / own.restlessness
    p = NormalDistribution.twoSided(z)
    slopePerMinute = raw.slope * 60 * framesPerSecond / Double(take.frames)
    let chart = try? CumulativeSum(
      fresh, target: (1 - memory) * own.mean, sd: own.deviation, k: Self.allowance, h: Self.limit)
    alarm = chart?.alarmIndex.map { ($0 + 1) * take.frames }
  }

  /// What conditions do not explain, window by window.
  static func residuals(
    _ name: String, _ windows: DriftWindows, _ own: ScoringReference.Drift.Channel
  ) -> [Double] {
    zip(windows.values[name] ?? [], windows.conditions).map { value, conditions in
      var rest = value
      for (share, effect) in zip(conditions, own.coefficients) { rest -= share * effect }
      return rest
    }
  }

  /// e[t] = r[t] - memory·r[t - 1]; one value fewer than there are residuals.
  static func whitened(_ series: [Double], memory: Double) -> [Double] {
    zip(series.dropFirst(), series).map { $0 - memory * $1 }
  }

  /// A series turned level: less the slope of its line of least squares, about its mean.
  static func detrended(_ series: [Double]) -> [Double] {
    let middle = Double(series.count - 1) / 2
    let mean = series.reduce(0, +) / Double(max(1, series.count))
    var rise = 0.0
    var run = 0.0
    for (index, value) in series.enumerated() {
      let at = Double(index) - middle
      rise += at * (value - mean)
      run += at * at
    }
    let slope = run > 0 ? rise / run : 0
    return series.enumerated().map { $1 - slope * (Double($0) - middle) }
  }
}
