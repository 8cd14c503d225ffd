import Foundation

/// Effect sizes of treatment against baseline, values paired by position; d = treatment - baseline.
public struct PairedEffects: Sendable, Equatable {
  /// Mean of d, in the unit of the values.
  public let meanDifference: Double
  /// Cohen's d_z = mean(d) / sd(d) (Cohen 1988); undefined for n < 2 or when all d are equal.
  public let dz: Estimate<Double>
  /// d_z·(1 - 3/(4(n - 1) - 1)), the small-sample form (Hedges 1981); undefined where d_z is, and for n = 2,
  /// where the factor is 0 whatever the data.
  public let gz: Estimate<Double>
  /// Matched rank-biserial correlation on the nonzero d; undefined when all are zero.
  public let rankBiserial: Estimate<Double>
  /// Cliff's delta (1993): share of treatment > baseline less share of <, over all n² pairs, in -1...1.
  public let cliffsDelta: Double

  /// Computes all effects. Throws for empty or unlike lists and for values that are not finite.
  public init(treatment: [Double], baseline: [Double]) throws(StatisticsError) {
    try requireSameLength("treatment and baseline", treatment.count, baseline.count)
    let treated = try Sample(treatment, named: "treatment")
    let base = try Sample(baseline, named: "baseline")
    let differences = zip(treatment, baseline).map { $0 - $1 }
    let sample = try Sample(differences, named: "differences")
    let scale = max(treated.largest, base.largest)
    let n = Double(sample.count)
    let center = sample.mean
    let standardised = Estimate<Double> { () throws(StatisticsError) in
      center / (try sample.positiveDeviation(scale: scale))
    }
    meanDifference = center
    dz = standardised
    gz = Estimate { () throws(StatisticsError) in
      try sample.require(3)
      switch standardised {
      case .value(let value): return value * (1 - 3 / (4 * (n - 1) - 1))
      case .undefined(let error): throw error
      }
    }
    rankBiserial = Estimate { () throws(StatisticsError) in
      try WilcoxonTest(differences: differences).rankBiserial
    }
    cliffsDelta = Self.cliffsDelta(treatment, baseline)
  }

  /// Counts by merging the sorted lists: O(n log n) instead of n² comparisons.
  private static func cliffsDelta(_ x: [Double], _ y: [Double]) -> Double {
    let a = x.sorted()
    let b = y.sorted()
    var below = 0
    var notAbove = 0
    var balance = 0.0
    for value in a {
      while below < b.count, b[below] < value { below += 1 }
      while notAbove < b.count, b[notAbove] <= value { notAbove += 1 }
      balance += Double(below - (b.count - notAbove))
    }
    return balance / (Double(a.count) * Double(b.count))
  }
}
