public import Statistics

/// Votes as a CSV file: columns `rater,clip,a,b,winner` in any order, others are left alone.
///
/// `winner` is the name of a or b as it stands in the row, or `a`, `b`, or `tie`. RFC 4180, with a header; a byte order
/// mark and blank lines are passed over.
public enum VoteFile {
  private static let columns = ["rater", "clip", "a", "b", "winner"]

  /// Reads votes.
  ///
  /// - Throws: ``ReportingError/badVotes(line:reason:)``.
  public static func votes(_ text: String) throws(ReportingError) -> [PairedVotes.Vote] {
    let rows = try self.rows(text)
    guard let header = rows.first else { throw .badVotes(line: 1, reason: "the file is empty") }
    let names = header.cells.map { $0.lowercased().filter { !$0.isWhitespace } }
    var places: [Int] = []
    for column in columns {
      let found = names.indices.filter { names[$0] == column }
      guard found.count == 1 else {
        throw .badVotes(
          line: header.line,
          reason: found.isEmpty ? "there is no column '\(column)'" : "there are two columns '\(column)'")
      }
      places.append(found[0])
    }
    var votes: [PairedVotes.Vote] = []
    for row in rows.dropFirst() {
      guard row.cells.count == header.cells.count else {
        throw .badVotes(
          line: row.line, reason: "\(row.cells.count) cells where the header has \(header.cells.count)")
      }
      let cells = places.map { Self.trimmed(row.cells[$0]) }
      if let empty = cells.firstIndex(of: "") {
        throw .badVotes(line: row.line, reason: "'\(columns[empty])' is empty")
      }
      guard cells[2] != cells[3] else {
        throw .badVotes(line: row.line, reason: "'\(SafeText.escaped(cells[2]))' stands against itself")
      }
      let choice: PairedVotes.Choice
      switch cells[4] {
      case cells[2]: choice = .first
      case cells[3]: choice = .second
      case "a", "A": choice = .first
      case "b", "B": choice = .second
      case let word where word.lowercased() == "tie": choice = .tie
      default:
        throw .badVotes(
          line: row.line,
          reason: "winner '\(SafeText.escaped(cells[4]))' is neither a, b, tie nor one of the two names")
      }
      votes.append(
        PairedVotes.Vote(rater: cells[0], clip: cells[1], first: cells[2], second: cells[3], choice: choice))
    }
    guard !votes.isEmpty else { throw .badVotes(line: header.line, reason: "no vote follows the header") }
    return votes
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private static func rows(_ text: String) throws(ReportingError) -> [(line: Int, cells: [String])] {
    var rows: [(line: Int, cells: [String])] = []
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var line = 1
    var start = 1
    var isQuoted = false
    var wasQuoted = false
    func isBlank() -> Bool { cells.isEmpty && cell.isEmpty && !wasQuoted }
    func endCell() {
      cells.append(String(cell))
      cell = String.UnicodeScalarView()
      wasQuoted = false
    }
    func endRow() {
      if !isBlank() {
        endCell()
        rows.append((start, cells))
      }
      cells = []
    }
    var scalars = Substring(text).unicodeScalars
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    while let scalar = scalars.popFirst() {
      if scalar == "\n" { line += 1 }
      if isQuoted {
        guard scalar == "\"" else {
          cell.append(scalar)
          continue
        }
        if scalars.first == "\"" {
          cell.append(scalars.removeFirst())
        } else {
          isQuoted = false
        }
        continue
      }
      switch scalar {
      case "\"" where cell.isEmpty && !wasQuoted:
        isQuoted = true
        wasQuoted = true
      case ",": endCell()
      case "\r" where scalars.first == "\n": continue
      case "\n", "\r":
        endRow()
        start = line
      default: cell.append(scalar)
      }
    }
    guard !isQuoted else { throw .badVotes(line: start, reason: "a quote is opened and never closed") }
    endRow()
    return rows
  }
}
