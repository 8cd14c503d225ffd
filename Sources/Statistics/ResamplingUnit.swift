/// What is drawn together in a resample: one observation, or all observations of one cluster.
public struct ResamplingUnit: Sendable, Equatable {
  /// Sum of the unit's observations.
  public let sum: Double
  /// Number of observations in the unit, at least 1.
  public let count: Int

  /// A unit of `count` observations, at least 1, that add up to `sum`.
  public init(sum: Double, count: Int = 1) {
    precondition(count > 0, "a resampling unit needs an observation")
    self.sum = sum
    self.count = count
  }

  /// Mean of the unit's observations.
  public var mean: Double { sum / Double(count) }

  /// Mean over all observations of the units.
  static func mean(of units: [ResamplingUnit]) -> Double {
    var sum = 0.0
    var count = 0
    for unit in units {
      sum += unit.sum
      count += unit.count
    }
    return sum / Double(count)
  }

  /// Refuses units too few or too many to resample, or with a sum that is not finite.
  static func admit(_ units: [ResamplingUnit], upTo allowed: Int) throws(StatisticsError) {
    _ = try Sample(units.map(\.sum), named: "resampled units")
    guard units.count >= 2 else { throw .tooFew(what: "resampled units", needed: 2, given: units.count) }
    guard units.count <= allowed else {
      throw .tooMany(what: "resampled units", allowed: allowed, given: units.count)
    }
    guard units.allSatisfy({ $0.count <= 1_000_000_000 }) else {
      throw .outOfRange(what: "observations of a unit", range: "1...1000000000", given: "more")
    }
  }
}
