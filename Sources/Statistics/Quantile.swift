import Foundation

extension Sample {
  /// Quantile of type 7 (Hyndman and Fan 1996): linear between order statistics, h = (n - 1) q.
  ///
  /// Throws when `q` is not in 0...1.
  public func quantile(_ q: Double) throws(StatisticsError) -> Double {
    guard q >= 0, q <= 1 else { throw .outOfRange(what: "quantile level", range: "0...1", given: "\(q)") }
    return Self.quantile(ofSorted: values.sorted(), q)
  }

  /// The middle value, or the mean of the two middle ones.
  public var median: Double { Self.quantile(ofSorted: values.sorted(), 0.5) }

  /// Type 7 on values in ascending order, `sorted` not empty and `q` in 0...1.
  static func quantile(ofSorted sorted: [Double], _ q: Double) -> Double {
    precondition(!sorted.isEmpty, "quantile of nothing")
    let h = Double(sorted.count - 1) * q
    let index = min(Int(h.rounded(.down)), sorted.count - 1)
    let next = min(index + 1, sorted.count - 1)
    return sorted[index] + (h - Double(index)) * (sorted[next] - sorted[index])
  }
}
