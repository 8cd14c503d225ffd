public import Foundation

/// The rows of a MELD table: dialogues of emotion-labelled utterances with their place in an episode.
///
/// Columns are bound by name, so the plain and the dyadic table both read: `Utterance`, `Speaker`, `Emotion`,
/// `Dialogue_ID`, `Utterance_ID`, `StartTime`, `EndTime` are needed, others are not looked at.
public struct MELDTable: Sendable, Equatable {
  /// One utterance.
  public struct Row: Sendable, Equatable {
    /// Line of the file on which the row begins.
    public var line: Int
    /// What is said.
    public var text: String
    /// Who says it.
    public var speaker: String
    /// The emotion label as written.
    public var emotion: String
    /// Number of the dialogue.
    public var dialogue: String
    /// Number of the utterance in its dialogue.
    public var utterance: String
    /// Start in milliseconds of the episode.
    public var start: Int
    /// End in milliseconds of the episode, after ``start``.
    public var end: Int
  }

  /// The rows in the file's order.
  public let rows: [Row]

  /// Reads a table.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` naming the line: a column that is missing, a
  ///   time that is none (`HH:MM:SS,mmm`, hours of one digit allowed), an utterance that does not last.
  public init(_ bytes: Data, file: String) throws(FormatsError) {
    let table = try DelimitedText(bytes, file: file)
    func column(_ name: String) throws(FormatsError) -> Int {
      guard let index = table.column(name) else {
        throw .malformed(
          file: file, place: "line 1", reason: "there is no column '\(name)'",
          cure: "a MELD table has \(Self.columns.joined(separator: ", "))")
      }
      return index
    }
    var index: [Int] = []
    for name in Self.columns { index.append(try column(name)) }
    var rows: [Row] = []
    rows.reserveCapacity(table.rows.count)
    for row in table.rows {
      func malformed(_ reason: String) -> FormatsError {
        .malformed(
          file: file, place: "line \(row.line)", reason: reason, cure: "correct the row or take it out")
      }
      func time(_ field: Int) throws(FormatsError) -> Int {
        guard let time = Self.milliseconds(row.fields[index[field]]) else {
          throw malformed("\(Self.columns[field]) '\(row.fields[index[field]])' is not HH:MM:SS,mmm")
        }
        return time
      }
      let (start, end) = (try time(5), try time(6))
      guard end > start else { throw malformed("the utterance ends at or before its start") }
      func field(_ number: Int) -> String {
        row.fields[index[number]].trimmingCharacters(in: .whitespacesAndNewlines)
      }
      guard !field(1).isEmpty, !field(3).isEmpty else { throw malformed("Speaker or Dialogue_ID is empty") }
      rows.append(
        Row(
          line: row.line, text: field(0), speaker: field(1), emotion: field(2), dialogue: field(3),
          utterance: field(4), start: start, end: end))
    }
    self.rows = rows
  }

  private static let columns = [
    "Utterance", "Speaker", "Emotion", "Dialogue_ID", "Utterance_ID", "StartTime", "EndTime",
  ]

  /// `H:MM:SS,mmm` or `HH:MM:SS,mmm` (a point is taken for the comma too) in milliseconds.
  static func milliseconds(_ text: String) -> Int? {
    let parts = text.trimmingCharacters(in: .whitespaces).split(
      separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let seconds = parts[2].split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
    guard seconds.count == 2, seconds[1].utf8.count == 3 else { return nil }
    let numbers = [parts[0], parts[1], seconds[0], seconds[1]].map { digits -> Int? in
      guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
        return nil
      }
      return Int(digits)
    }
    guard let hours = numbers[0], let minutes = numbers[1], let whole = numbers[2], let rest = numbers[3],
      minutes < 60, whole < 60
    else { return nil }
    return ((hours * 60 + minutes) * 60 + whole) * 1000 + rest
  }
}
