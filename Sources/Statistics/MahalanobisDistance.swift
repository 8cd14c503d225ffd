/// Distance from a mean in standard deviations of a covariance (Mahalanobis 1936): sqrt((x - μ)ᵀ Σ⁺ (x - μ)).
///
/// Σ⁺ is the Moore-Penrose inverse: eigenvalues at or below order·8·2⁻⁵² of the largest count as 0 and their
/// directions are left out. A point off the span of the covariance is thus measured by its shadow in the span;
/// ``rank`` tells how many directions that has.
public struct MahalanobisDistance: Sendable {
  /// The centre.
  public let mean: [Double]
  /// Directions with variance.
  public let rank: Int
  /// Directions divided by their standard deviation, `rank` rows.
  private let whitening: [Double]

  /// Prepares distances from a cloud's mean. Throws for fewer than 2 points and for a covariance that is all 0.
  public init(_ covariance: Covariance) throws(StatisticsError) {
    try self.init(mean: covariance.mean, covariance: try covariance.matrix())
  }

  /// Prepares distances from a mean with a covariance matrix, d × d, row-major.
  ///
  /// Throws for unlike sizes, numbers that are not finite and a covariance that is all 0.
  public init(mean: [Double], covariance: [Double]) throws(StatisticsError) {
    let d = mean.count
    let eigen = try SymmetricEigen(covariance, order: d)
    let limit = eigen.roundingLimit
    var rows: [Double] = []
    for (k, value) in eigen.values.enumerated() where value > limit && value > 0 {
      let scale = 1 / value.squareRoot()
      rows.append(contentsOf: eigen.vectors[k * d..<(k + 1) * d].map { $0 * scale })
    }
    guard !rows.isEmpty else { throw .zeroVariance(what: "covariance") }
    self.mean = mean
    rank = rows.count / d
    whitening = rows
  }

  /// The point in standard deviations along each direction, `rank` numbers: Euclidean distances of such points are
  /// Mahalanobis distances. Throws for a wrong count of numbers or ones that are not finite.
  public func whitened(_ point: [Double]) throws(StatisticsError) -> [Double] {
    try requireSameLength("point and mean", point.count, mean.count)
    if let index = point.firstIndex(where: { !$0.isFinite }) { throw .notFinite(what: "point", index: index) }
    let step = zip(point, mean).map { $0 - $1 }
    return (0..<rank).map { row in
      var sum = 0.0
      for (k, value) in step.enumerated() { sum += whitening[row * mean.count + k] * value }
      return sum
    }
  }

  /// The distance of a point in standard deviations. Throws as ``whitened(_:)`` does.
  public func distance(of point: [Double]) throws(StatisticsError) -> Double {
    var sum = 0.0
    for value in try whitened(point) { sum += value * value }
    return sum.squareRoot()
  }
}
