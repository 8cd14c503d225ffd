/// Hellinger distance of two histograms over the same bins: sqrt(1 - Σ sqrt(p·q)), in 0...1.
public enum HellingerDistance {
  /// Compares counts after dividing each list by its sum.
  ///
  /// Throws for empty or unlike lists, counts that are negative or not finite, and a list that is all 0.
  public static func between(_ a: [Double], _ b: [Double]) throws(StatisticsError) -> Double {
    try requireSameLength("two histograms", a.count, b.count)
    let p = try shares(a, named: "first histogram")
    let q = try shares(b, named: "second histogram")
    var overlap = 0.0
    for (x, y) in zip(p, q) { overlap += (x * y).squareRoot() }
    return max(0, 1 - overlap).squareRoot()
  }

  private static func shares(_ counts: [Double], named name: String) throws(StatisticsError) -> [Double] {
    let sample = try Sample(counts, named: name)
    if let index = counts.firstIndex(where: { $0 < 0 }) {
      throw .outOfRange(what: "\(name), bin \(index)", range: "0 or above", given: "\(counts[index])")
    }
    let total = sample.values.reduce(0, +)
    guard total > 0 else { throw .zeroVariance(what: name) }
    return counts.map { $0 / total }
  }
}
