/// Energy distance of two clouds (Székely and Rizzo 2013): 2·E|X - Y| - E|X - X'| - E|Y - Y'|.
///
/// Kept as sums of distances, so that parts can be made apart and added.
public struct EnergyDistance: Sendable, Equatable {
  /// Points of the first and the second cloud.
  public let counts: (first: Int, second: Int)
  /// Σ |x - y| over all pairs.
  public let crossSum: Double
  /// Σ |x - x'| over all ordered pairs of the first cloud.
  public let firstSum: Double
  /// Σ |y - y'| over all ordered pairs of the second cloud.
  public let secondSum: Double

  /// Compares two clouds. Throws when the dimensions differ.
  public init(_ x: PointCloud, _ y: PointCloud) throws(StatisticsError) {
    try self.init(
      crossSum: PairwiseDistances.crossSum(x, y), firstSum: PairwiseDistances.withinSum(x),
      secondSum: PairwiseDistances.withinSum(y), counts: (x.count, y.count))
  }

  /// Puts sums together. Throws for a count below 1 and sums that are not finite or negative.
  public init(
    crossSum: Double, firstSum: Double, secondSum: Double, counts: (first: Int, second: Int)
  ) throws(StatisticsError) {
    guard counts.first >= 1, counts.second >= 1 else {
      throw .tooFew(what: "points of an energy distance", needed: 1, given: min(counts.first, counts.second))
    }
    for sum in [crossSum, firstSum, secondSum] where !(sum.isFinite && sum >= 0) {
      throw .outOfRange(what: "sum of distances", range: "0 or above", given: "\(sum)")
    }
    self.crossSum = crossSum
    self.firstSum = firstSum
    self.secondSum = secondSum
    self.counts = counts
  }

  /// The V form: within means over n² pairs, the zero diagonal among them; 0 or above, 0 for equal distributions.
  public var v: Double {
    let n = Double(counts.first)
    let m = Double(counts.second)
    return 2 * (crossSum / (n * m)) - firstSum / (n * n) - secondSum / (m * m)
  }

  /// The U form: within means over n(n - 1) pairs, unbiased and perhaps below 0; undefined for a cloud of one point.
  public var u: Estimate<Double> {
    let n = Double(counts.first)
    let m = Double(counts.second)
    guard counts.first >= 2, counts.second >= 2 else {
      return .undefined(
        .tooFew(
          what: "points of an unbiased energy distance", needed: 2, given: min(counts.first, counts.second)))
    }
    return .value(2 * (crossSum / (n * m)) - firstSum / (n * (n - 1)) - secondSum / (m * (m - 1)))
  }

  /// Whether all sums and counts agree.
  public static func == (a: EnergyDistance, b: EnergyDistance) -> Bool {
    a.counts == b.counts && a.crossSum == b.crossSum && a.firstSum == b.firstSum && a.secondSum == b.secondSum
  }
}
