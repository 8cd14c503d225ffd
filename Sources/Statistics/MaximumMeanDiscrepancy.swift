import Foundation

/// Squared maximum mean discrepancy of two clouds (Gretton et al. 2012) with the kernel exp(-d²/2σ²).
public struct MaximumMeanDiscrepancy: Sendable, Equatable {
  /// σ: the median of the distances of all unordered pairs of the pooled points.
  public let sigma: Double
  /// Kernel means with the diagonal; 0 or above.
  public let biased: Double
  /// Within means without the diagonal; perhaps below 0; undefined for a cloud of one point.
  public let unbiased: Estimate<Double>

  /// Compares two clouds. Throws for unlike dimensions, more than 5,000 points together, and when the median distance
  /// is 0, since then no width is defined.
  public init(_ x: PointCloud, _ y: PointCloud) throws(StatisticsError) {
    let pooled = try x.joined(with: y)
    let distances = try PairwiseDistances.matrix(pooled)
    let n = x.count
    let all = pooled.count
    var upper: [Double] = []
    upper.reserveCapacity(all * (all - 1) / 2)
    for i in 0..<all { upper.append(contentsOf: distances[i * all + i + 1..<(i + 1) * all]) }
    guard !upper.isEmpty else { throw .tooFew(what: "pooled points", needed: 2, given: all) }
    let width = OrderStatistic.quantile(of: &upper, 0.5)
    guard width > 0 else { throw .zeroVariance(what: "half of the pooled distances") }
    func kernel(_ i: Int, _ j: Int) -> Double {
      let distance = distances[i * all + j]
      return exp(-(distance * distance) / (2 * width * width))
    }
    func within(_ range: Range<Int>) -> Double {
      var sum = 0.0
      for i in range {
        for j in i + 1..<max(i + 1, range.upperBound) { sum += kernel(i, j) }
      }
      return 2 * sum
    }
    var cross = 0.0
    for i in 0..<n {
      for j in n..<all { cross += kernel(i, j) }
    }
    let a = Double(n)
    let b = Double(all - n)
    let first = within(0..<n)
    let second = within(n..<all)
    sigma = width
    biased = (first + a) / (a * a) + (second + b) / (b * b) - 2 * cross / (a * b)
    if n >= 2, all - n >= 2 {
      unbiased = .value(first / (a * (a - 1)) + second / (b * (b - 1)) - 2 * cross / (a * b))
    } else {
      unbiased = .undefined(
        .tooFew(what: "points of an unbiased discrepancy", needed: 2, given: min(n, all - n)))
    }
  }
}
