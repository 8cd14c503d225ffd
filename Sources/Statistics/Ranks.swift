/// Ranks 1...n with ties sharing their mean rank (Kendall 1945), and the sizes of the tied groups.
public struct Ranks: Sendable, Equatable {
  /// One rank per value, in the order of the values.
  public let ranks: [Double]
  /// Sizes of the groups of two or more equal values, in ascending order of value.
  public let tiedGroups: [Int]

  /// Ranks the values; neighbours that differ by no more than `tolerance` count as equal.
  public init(of sample: Sample, tolerance: Double = 0) {
    let values = sample.values
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var groups: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] - values[order[end - 1]] <= tolerance { end += 1 }
      let shared = Double(start + 1 + end) / 2
      for place in start..<end { ranks[order[place]] = shared }
      if end - start > 1 { groups.append(end - start) }
      start = end
    }
    self.ranks = ranks
    tiedGroups = groups
  }

  /// Σ(t³ - t) over the tied groups.
  var tieSum: Double {
    tiedGroups.reduce(0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
  }
}
