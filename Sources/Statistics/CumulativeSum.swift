/// Two-sided CUSUM control chart (Page 1954) for drift from a target.
///
/// z = (x - target)/sd, C⁺ = max(0, C⁺ + z - k), C⁻ = max(0, C⁻ - z - k); alarm where the larger exceeds h.
public struct CumulativeSum: Sendable, Equatable {
  /// C⁺ after each observation, in standard deviations.
  public let upper: [Double]
  /// C⁻ after each observation, in standard deviations.
  public let lower: [Double]
  /// Index of the first observation with max(C⁺, C⁻) > h; `nil` when there is none.
  public let alarmIndex: Int?

  /// Runs the chart over a series with allowance `k` and limit `h`, both in standard deviations.
  ///
  /// Throws for an empty series, values that are not finite, `sd` not above 0, or negative `k` or `h`.
  public init(
    _ series: [Double], target: Double, sd: Double, k: Double = 0.5, h: Double = 5
  ) throws(StatisticsError) {
    let sample = try Sample(series, named: "series")
    _ = try Sample([target, sd, k, h], named: "target, sd, k and h")
    guard sd > 0 else { throw .outOfRange(what: "sd", range: "above 0", given: "\(sd)") }
    guard k >= 0, h >= 0 else { throw .outOfRange(what: "k and h", range: "0 or above", given: "\(k), \(h)") }
    var up = 0.0
    var down = 0.0
    var upper: [Double] = []
    var lower: [Double] = []
    var alarm: Int?
    for (index, value) in sample.values.enumerated() {
      let z = (value - target) / sd
      up = max(0, up + z - k)
      down = max(0, down - z - k)
      guard up.isFinite, down.isFinite else {
        throw .outOfRange(what: "series, index \(index)", range: "what sd can scale", given: "\(value)")
      }
      upper.append(up)
      lower.append(down)
      if alarm == nil, max(up, down) > h { alarm = index }
    }
    self.upper = upper
    self.lower = lower
    alarmIndex = alarm
  }
}
