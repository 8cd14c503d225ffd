/// Adjusted p values for a family of tests, in the order given.
public enum MultipleComparisons {
  /// Holm's step-down adjustment (1979), which controls the family-wise error: the k-th smallest p times
  /// (m - k + 1), never decreasing, at most 1. Throws for an empty family or a p outside 0...1.
  public static func holm(_ p: [Double]) throws(StatisticsError) -> [Double] {
    let order = try ascending(p)
    var adjusted = p
    var running = 0.0
    for (place, index) in order.enumerated() {
      running = max(running, min(1, Double(p.count - place) * p[index]))
      adjusted[index] = running
    }
    return adjusted
  }

  /// Benjamini and Hochberg's step-up adjustment (1995), which controls the false discovery rate: the k-th
  /// smallest p times m/k, never above that of a larger p. Throws for an empty family or a p outside 0...1.
  public static func benjaminiHochberg(_ p: [Double]) throws(StatisticsError) -> [Double] {
    let order = try ascending(p)
    var adjusted = p
    var running = 1.0
    for (place, index) in order.enumerated().reversed() {
      running = min(running, p[index] * Double(p.count) / Double(place + 1))
      adjusted[index] = running
    }
    return adjusted
  }

  private static func ascending(_ p: [Double]) throws(StatisticsError) -> [Int] {
    guard !p.isEmpty else { throw .tooFew(what: "family of p values", needed: 1, given: 0) }
    for (index, value) in p.enumerated() {
      guard value >= 0, value <= 1 else {
        throw .outOfRange(what: "p value, index \(index)", range: "0...1", given: "\(value)")
      }
    }
    return p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
  }
}
