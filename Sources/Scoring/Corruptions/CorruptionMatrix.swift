import Foundation

/// What became of every column under every corruption.
public struct CorruptionMatrix: Sendable {
  /// Clips that were spoilt.
  public var clips: Int
  /// Recordings that they are of.
  public var conversations: Int
  /// Cells by row of ``CorruptionTable/rows`` and column of ``CorruptionColumn/all``.
  public var cells: [[Cell]]

  /// One cell.
  public struct Cell: Sendable {
    /// How a claim came out.
    public enum Outcome: String, Hashable, Sendable, Codable {
      /// As claimed.
      case holds
      /// Not as claimed.
      case fails
      /// Claimed, and nobody can say: the good clips have no value.
      case untested
      /// Nothing is claimed.
      case unclaimed
    }

    /// Id of the row.
    public let row: String
    /// The column.
    public let column: CorruptionColumn
    /// What is claimed.
    public let claimed: CorruptionTable.Claimed?
    /// Score that moved furthest, of those in the column; empty where none is measured.
    public let score: String
    /// (spoilt - good) / deviation, or why there is none.
    public let z: ScoreValue
    /// Mean of the good clips; `nil` where it is not known.
    public let good: Double?
    /// Standard deviation of the good clips.
    public let deviation: Double?
    /// Mean of the spoilt clips.
    public let spoilt: Double?
    /// Clips that rose and fell, of those that were spoilt one by one.
    public let moved: (up: Int, down: Int, of: Int)?
    /// Whether the good clips have a value.
    let isMeasured: Bool

    /// What is claimed.
    public var claim: CorruptionTable.Claim? { claimed?.claim }

    /// How the claim came out.
    public var outcome: Outcome {
      guard let claim else { return .unclaimed }
      guard isMeasured else { return .untested }
      return z.number.map { claim.holds(at: $0) ? .holds : .fails } ?? .fails
    }

    /// The direction that was seen; `nil` where there is none.
    public var seen: CorruptionTable.Claim? {
      z.number.map { z in
        z >= CorruptionTable.bound ? .rises : z <= -CorruptionTable.bound ? .falls : .stays
      }
    }
  }

  /// All cells, row by row.
  public var all: [Cell] { cells.flatMap { $0 } }

  /// The cell of a row and column.
  public func cell(_ row: String, _ column: String) -> Cell? {
    all.first { $0.row == row && $0.column.id == column }
  }
}

extension CorruptionMatrix.Cell {
  /// Compares the column's scores before and after, and keeps the one that moved furthest.
  init(
    row: String, column: CorruptionColumn, claimed: CorruptionTable.Claimed?, before: CorruptionSample,
    after: CorruptionSample, reference: ScoringReference
  ) {
    let descriptors = column.descriptors
    let moves = descriptors.map { ($0.id, CorruptionMove($0, before, after, reference)) }
    // Of equal ones the first.
    let furthest = moves.enumerated().max { a, b in
      let left = a.element.1.z.number.map { abs($0) } ?? -1
      let right = b.element.1.z.number.map { abs($0) } ?? -1
      return left == right ? a.offset > b.offset : left < right
    }?.element
    self.row = row
    self.column = column
    self.claimed = claimed
    score = furthest?.0 ?? ""
    z =
      furthest?.1.z ?? .undefined(reason: "no score '\(column.scores.joined(separator: "', '"))' is measured")
    good = furthest?.1.good
    deviation = furthest?.1.deviation
    spoilt = furthest?.1.spoilt
    moved = furthest?.1.moved
    isMeasured = furthest?.1.isMeasured ?? false
  }
}
