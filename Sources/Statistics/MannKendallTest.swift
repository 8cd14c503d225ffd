import Foundation

/// Mann-Kendall trend test (Mann 1945, Kendall 1975) of a series at equal steps, with Sen's slope (1968).
public struct MannKendallTest: Sendable, Equatable {
  /// Longest series accepted; pairs grow with the square of its length.
  public static let longestSeries = 5_000

  /// S = Σ sign(x[j] - x[i]) over i < j.
  public let score: Int
  /// (S ∓ 1)/sqrt(var S), 0 for S = 0, with var S = (n(n-1)(2n+5) - Σt(t-1)(2t+5))/18; undefined for a
  /// constant series.
  public let z: Estimate<Double>
  /// Two-sided normal p of z.
  public let p: Estimate<Double>
  /// Median of (x[j] - x[i])/(j - i), per step of the series.
  public let slope: Double

  /// Tests a series. Throws for fewer than 2 or more than 5,000 values, or values that are not finite.
  public init(_ series: [Double]) throws(StatisticsError) {
    let sample = try Sample(series, named: "series")
    try sample.require(2)
    let n = series.count
    guard n <= Self.longestSeries else {
      throw .tooMany(what: "series", allowed: Self.longestSeries, given: n)
    }
    var total = 0
    var slopes: [Double] = []
    slopes.reserveCapacity(n * (n - 1) / 2)
    for i in 0..<n {
      for j in (i + 1)..<n {
        let rise = series[j] - series[i]
        total += rise > 0 ? 1 : rise < 0 ? -1 : 0
        slopes.append(rise / Double(j - i))
      }
    }
    score = total
    slope = Sample.quantile(ofSorted: slopes.sorted(), 0.5)
    var variance = Double(n) * Double(n - 1) * Double(2 * n + 5)
    for t in Ranks(of: sample).tiedGroups { variance -= Double(t) * Double(t - 1) * Double(2 * t + 5) }
    let standardised: Estimate<Double>
    if variance > 0 {
      let corrected = Double(total - total.signum())
      standardised = .value(corrected / (variance / 18).squareRoot())
    } else {
      standardised = .undefined(.zeroVariance(what: "series"))
    }
    z = standardised
    switch standardised {
    case .value(let value): p = .value(NormalDistribution.twoSided(value))
    case .undefined(let error): p = .undefined(error)
    }
  }
}
