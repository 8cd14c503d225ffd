import Foundation

/// Bias and acceleration of a bootstrap distribution (BCa; Efron 1987).
struct BiasCorrection {
  /// z0 = Φ⁻¹(share of resampled means below the observed one, equal ones counted half).
  let bias: Double
  /// a = Σ(j̄ - j)³ / (6 (Σ(j̄ - j)²)^(3/2)) over the leave-one-unit-out means j.
  let acceleration: Double

  /// `nil` where the observed mean lies at an end of the distribution or all leave-one-out means agree.
  init?(units: [ResamplingUnit], distribution: BootstrapDistribution) throws(StatisticsError) {
    let observed = ResamplingUnit.mean(of: units)
    var sum = 0.0
    var count = 0
    var scale = 0.0
    for unit in units {
      sum += unit.sum
      count += unit.count
      scale = max(scale, unit.mean.magnitude)
    }
    let share = distribution.share(below: observed, tolerance: 1e-12 * scale)
    guard share > 0, share < 1 else { return nil }
    bias = try NormalDistribution.quantile(share)
    let leftOut = try Sample(
      units.map { (sum - $0.sum) / Double(count - $0.count) }, named: "leave-one-out means")
    let center = leftOut.mean
    let unit = leftOut.values.reduce(0) { max($0, ($1 - center).magnitude) }
    guard unit > roundingShare * scale, unit > 0 else { return nil }
    var squares = 0.0
    var cubes = 0.0
    for value in leftOut.values {
      let z = (center - value) / unit
      squares += z * z
      cubes += z * z * z
    }
    acceleration = cubes / (6 * squares * squares.squareRoot())
  }

  /// The two quantile levels that replace `tail` and 1 - `tail`; `nil` where the correction has a pole.
  func levels(tail: Double) throws(StatisticsError) -> (low: Double, high: Double)? {
    guard let low = level(try NormalDistribution.quantile(tail)),
      let high = level(try NormalDistribution.quantile(1 - tail)), low < high
    else { return nil }
    return (low, high)
  }

  /// Φ(z0 + (z0 + z)/(1 - a(z0 + z))).
  private func level(_ z: Double) -> Double? {
    let denominator = 1 - acceleration * (bias + z)
    guard denominator > 0 else { return nil }
    return NormalDistribution.cumulative(bias + (bias + z) / denominator)
  }
}
