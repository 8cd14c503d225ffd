/// The systems that no other is better than in everything at once.
public struct ParetoFront: Sendable, Equatable {
  /// By system: the first that is at least as good on every score and better on one; `nil` on the front.
  public let dominators: [Int?]

  /// Places of the systems on the front, ascending.
  public var members: [Int] { dominators.indices.filter { dominators[$0] == nil } }

  /// Finds the front; every row is a system, every column a score of which more is better.
  ///
  /// Equal systems do not dominate each other. Throws for rows of unlike length and values that are not finite.
  public init(goodness rows: [[Double]]) throws(StatisticsError) {
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() {
      try requireSameLength("scores of system \(index)", row.count, width)
      if let column = row.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(what: "scores of system \(index)", index: column)
      }
    }
    dominators = rows.map { own in
      rows.firstIndex { other in
        zip(other, own).allSatisfy { $0 >= $1 } && zip(other, own).contains { $0 > $1 }
      }
    }
  }
}
