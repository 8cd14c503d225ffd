import Foundation

/// Student's t distribution, central and noncentral, for whole degrees of freedom.
///
/// T = (Z + δ)/S with Z standard normal and S = sqrt(χ²ν/ν), so P(T ≤ t) = ∫ Φ(t·s - δ) f(s) ds over the
/// density f of S; the integral is taken by Simpson's rule over all s that carry weight.
public enum StudentDistribution {
  private static let steps = 2000

  /// P(T ≤ t) with `degrees` ≥ 1 and noncentrality δ; to about 1e-10.
  ///
  /// Throws for fewer than 1 or more than 1,000,000 degrees, and for numbers that are not finite.
  public static func cumulative(
    _ t: Double, degrees: Int, noncentrality: Double = 0
  ) throws(StatisticsError) -> Double {
    try require(degrees)
    _ = try Sample([t, noncentrality], named: "t and noncentrality")
    return integral(degrees) { NormalDistribution.cumulative(t * $0 - noncentrality) }
  }

  /// The t with P(T ≤ t) = p of the central distribution, by bisection.
  ///
  /// Throws for degrees outside 1…1,000,000 and when p is not strictly between 0 and 1.
  public static func quantile(_ p: Double, degrees: Int) throws(StatisticsError) -> Double {
    try require(degrees)
    guard p > 0, p < 1 else {
      throw .outOfRange(what: "probability of a t quantile", range: "0..<1 without 0", given: "\(p)")
    }
    if p < 0.5 { return -(try quantile(1 - p, degrees: degrees)) }
    var low = 0.0
    var high = 1.0
    while try cumulative(high, degrees: degrees) < p, high < 1e12 { high *= 2 }
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if try cumulative(middle, degrees: degrees) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func require(_ degrees: Int) throws(StatisticsError) {
    guard (1...1_000_000).contains(degrees) else {
      throw .outOfRange(what: "degrees of freedom", range: "1...1000000", given: "\(degrees)")
    }
  }

  /// ∫ g(s) f(s) ds, divided by ∫ f(s) ds taken the same way, so that no constant of f is needed.
  private static func integral(_ degrees: Int, _ function: (Double) -> Double) -> Double {
    let nu = Double(degrees)
    // S has mean near 1 and standard deviation near 1/sqrt(2ν); 12 of them leave nothing outside.
    let reach = 12 / (2 * nu).squareRoot()
    let low = max(0, 1 - reach)
    let high = 1 + reach
    let width = (high - low) / Double(steps)
    // ln f(s) less its value at s = 1, up to a constant: (ν - 1) ln s - ν (s² - 1)/2.
    func density(_ s: Double) -> Double {
      guard s > 0 else { return degrees == 1 ? exp(nu / 2) : 0 }
      return exp((nu - 1) * log(s) - nu * (s * s - 1) / 2)
    }
    var whole = 0.0
    var sum = 0.0
    for step in 0...steps {
      let s = low + Double(step) * width
      let weight = (step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4.0 : 2.0) * density(s)
      whole += weight
      sum += weight * function(s)
    }
    return sum / whole
  }
}
