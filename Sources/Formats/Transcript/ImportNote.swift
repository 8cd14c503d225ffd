/// One thing that a reader of other people's files has to say.
public struct ImportNote: Hashable, Sendable, CustomStringConvertible {
  /// What it speaks of.
  public enum Sort: String, Hashable, Sendable, CaseIterable, Codable {
    /// What came in.
    case read
    /// What the material does not have.
    case missing
    /// What was made up by a stated rule, such as times from a speaking rate.
    case assumed
    /// What was wrong and how it was mended. A strict import refuses it.
    case repaired
    /// What was there and could not be used. A strict import refuses it.
    case leftOut = "left out"
  }

  /// What it speaks of.
  public var sort: Sort
  /// File, line or dialogue.
  public var place: String
  /// What, and how it was dealt with.
  public var text: String

  /// Makes a note.
  public init(_ sort: Sort, _ place: String, _ text: String) {
    self.sort = sort
    self.place = place
    self.text = text
  }

  /// Whether a strict import refuses it.
  public var isFault: Bool { sort == .repaired || sort == .leftOut }

  /// One line: `repaired: dev.csv: line 12: …`.
  public var description: String { "\(sort.rawValue): \(place): \(text)" }
}
