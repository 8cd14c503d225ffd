public import Foundation
public import Motion

/// The rows of a MELD table: dialogues of emotion-labelled utterances with their place in an episode.
///
/// Columns are bound by name, so the plain and the dyadic table both read: `Utterance`, `Speaker`, `Emotion`,
/// `Dialogue_ID`, `Utterance_ID`, `StartTime`, `EndTime` are needed, others are not looked at.
///
/// A broken row does not cost the file. A time that is none is dropped, and so is an end that is not after its
/// start, since the start orders the dialogue. A row without speaker, dialogue or text is left out. Bytes of
/// Windows-1252 among the UTF-8 are read as what they mean there. Each is noted with its line.
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
    /// Start in the episode; `nil` where the row has none.
    public var start: MediaTime?
    /// End in the episode, after ``start``; `nil` where the row has none.
    public var end: MediaTime?
  }

  /// The rows in the file's order.
  public let rows: [Row]
  /// Name of the file, for messages.
  public let file: String
  /// Rows that had to be mended or left out, by dialogue; those without a dialogue under the empty name.
  let faults: [String: RowNotes]

  /// Reads a table.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` naming the line: a column that is missing or
  ///   occurs twice, a row of another width, a quote left open, a table without a row that can be used.
  public init(_ bytes: Data, file: String) throws(FormatsError) {
    var table = try DelimitedRows(bytes, file: file)
    var index: [Int] = []
    for name in Self.columns {
      guard let column = try table.column(name) else {
        throw .malformed(
          file: file, place: "line 1", reason: "there is no column '\(name)'",
          cure: "a MELD table has \(Self.columns.joined(separator: ", "))")
      }
      index.append(column)
    }
    var rows: [Row] = []
    var faults: [String: RowNotes] = [:]
    while try table.next() {
      var row = Row(
        line: table.line, text: table.text(index[0]), speaker: table.text(index[1]),
        emotion: table.text(index[2]), dialogue: table.text(index[3]), utterance: table.text(index[4]))
      let times = (table.text(index[5]), table.text(index[6]))
      var said: [(ImportNote.Sort, String)] = []
      if row.speaker.isEmpty || row.dialogue.isEmpty || row.text.isEmpty {
        said.append((.leftOut, "Speaker, Dialogue_ID or Utterance is empty; the row was left out"))
      } else {
        if table.isMended {
          said.append((.repaired, "bytes that are no UTF-8 were read as Windows-1252"))
        }
        (row.start, row.end) = Self.times(times.0, times.1, &said)
        rows.append(row)
      }
      for (sort, text) in said { faults[row.dialogue, default: RowNotes()].add(sort, row.line, text) }
    }
    guard !rows.isEmpty else {
      throw .malformed(
        file: file, place: "line 2", reason: "there is no row with dialogue, speaker and utterance",
        cure: "add rows, or complete them")
    }
    self.rows = rows
    self.file = file
    self.faults = faults
  }

  private static func times(
    _ start: String, _ end: String, _ said: inout [(ImportNote.Sort, String)]
  ) -> (MediaTime?, MediaTime?) {
    guard let first = ClockTime.parse(start) else {
      said.append((.repaired, "StartTime is not HH:MM:SS,mmm; the row was read without times"))
      return (nil, nil)
    }
    guard let last = ClockTime.parse(end) else {
      said.append((.repaired, "EndTime is not HH:MM:SS,mmm; the row was read without an end"))
      return (first, nil)
    }
    guard last > first else {
      said.append((.repaired, "the utterance ends at or before its start; the end was dropped"))
      return (first, nil)
    }
    return (first, last)
  }

  private static let columns = [
    "Utterance", "Speaker", "Emotion", "Dialogue_ID", "Utterance_ID", "StartTime", "EndTime",
  ]
}
