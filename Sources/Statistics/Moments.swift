import Foundation

extension Sample {
  /// Arithmetic mean, in the unit of the values; summed once, then corrected by the mean residual.
  public var mean: Double {
    let n = Double(count)
    var sum = 0.0
    for value in values { sum += value }
    let first = sum / n
    var residual = 0.0
    for value in values { residual += value - first }
    return first + residual / n
  }

  /// Sum of squared deviations from the mean; exactly 0 when all values are equal.
  var squaredDeviations: Double {
    guard let first = values.first, values.contains(where: { $0 != first }) else { return 0 }
    let center = mean
    var sum = 0.0
    for value in values { sum += (value - center) * (value - center) }
    return sum
  }

  /// Unbiased variance Σ(x - mean)² / (n - 1). Throws for n < 2.
  public func variance() throws(StatisticsError) -> Double {
    try require(2)
    return squaredDeviations / Double(count - 1)
  }

  /// Square root of the unbiased variance. Throws for n < 2.
  public func standardDeviation() throws(StatisticsError) -> Double {
    try variance().squareRoot()
  }

  /// Standard deviation that has to be larger than rounding noise, for use as a divisor.
  func positiveDeviation(scale: Double) throws(StatisticsError) -> Double {
    let deviation = try standardDeviation()
    guard deviation > roundingShare * scale, deviation > 0 else { throw .zeroVariance(what: name) }
    return deviation
  }

  /// Moment coefficient of skewness m3 / m2^(3/2) with divisors n (Fisher's g1).
  ///
  /// Throws for n < 2 and for values that are all equal.
  public func skewness() throws(StatisticsError) -> Double {
    let unit = try positiveDeviation(scale: largest)
    let center = mean
    var second = 0.0
    var third = 0.0
    for value in values {
      let z = (value - center) / unit
      second += z * z
      third += z * z * z
    }
    let n = Double(count)
    let m2 = second / n
    return third / n / (m2 * m2.squareRoot())
  }
}
