import Foundation

/// Correlation of two equally long lists.
public enum Correlation {
  /// Pearson's product-moment correlation Σ dx·dy / sqrt(Σdx² Σdy²), in -1...1.
  ///
  /// Throws for fewer than 2 pairs, unlike lengths, values that are not finite, or a constant list.
  public static func pearson(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
    try requireSameLength("correlated lists", x.count, y.count)
    let first = try Sample(x, named: "first correlated list")
    let second = try Sample(y, named: "second correlated list")
    let dx = try first.positiveDeviation(scale: first.largest)
    let dy = try second.positiveDeviation(scale: second.largest)
    let mx = first.mean
    let my = second.mean
    var cross = 0.0
    for index in x.indices { cross += (x[index] - mx) / dx * ((y[index] - my) / dy) }
    return min(1, max(-1, cross / Double(x.count - 1)))
  }

  /// Spearman's rank correlation (1904): Pearson's correlation of the ranks, ties at their mean rank.
  ///
  /// Throws as `pearson` does.
  public static func spearman(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
    try requireSameLength("correlated lists", x.count, y.count)
    let first = Ranks(of: try Sample(x, named: "first correlated list"))
    let second = Ranks(of: try Sample(y, named: "second correlated list"))
    return try pearson(first.ranks, second.ranks)
  }
}
