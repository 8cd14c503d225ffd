/// Lin's concordance correlation (1989): 2·s_xy / (s_x² + s_y² + (x̄ - ȳ)²), in -1...1.
///
/// 1 only where the two lists are equal: unlike Pearson's correlation it charges for scale and offset. Variances and
/// covariance have the divisor n.
public enum ConcordanceCorrelation {
  /// Compares two lists. Throws for fewer than 2 pairs, unlike lengths, values that are not finite, and when neither
  /// list varies.
  public static func between(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
    try requireSameLength("compared lists", x.count, y.count)
    let first = try Sample(x, named: "first compared list")
    let second = try Sample(y, named: "second compared list")
    try first.require(2)
    let n = Double(x.count)
    let mx = first.mean
    let my = second.mean
    let variances = (first.squaredDeviations + second.squaredDeviations) / n
    let scale = max(first.largest, second.largest)
    guard variances.squareRoot() > roundingShare * scale, variances > 0 else {
      throw .zeroVariance(what: "both compared lists")
    }
    var cross = 0.0
    for index in x.indices { cross += (x[index] - mx) * (y[index] - my) }
    return 2 * (cross / n) / (variances + (mx - my) * (mx - my))
  }
}
