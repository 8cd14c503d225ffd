/// Tables as CSV (RFC 4180) and TSV.
enum SeparatedTable {
  /// Commas and CRLF line ends; quoted where a cell holds a comma, a quote or a line break.
  static func commas(_ table: Table) -> String {
    lines(table).map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Tabs and LF line ends; tabs, line breaks and backslashes inside cells are spelled `\t`, `\n`, `\\`.
  static func tabs(_ table: Table) -> String {
    lines(table).map { cells in
      cells.map { cell in
        SafeText.escaped(
          cell.contains("\\")
            ? cell.split(separator: "\\", omittingEmptySubsequences: false)
              .joined(separator: "\\\\") : cell)
      }.joined(separator: "\t") + "\n"
    }.joined()
  }

  private static func lines(_ table: Table) -> [[String]] {
    guard !table.columns.isEmpty else { return [] }
    return [table.columns.map(\.id)] + table.rows.map { $0.map(\.bare) }
  }

  /// Line breaks and tabs survive inside quotes; other control characters are spelled out.
  private static func quoted(_ cell: String) -> String {
    var text = ""
    var needsQuotes = false
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "\"":
        text += "\"\""
        needsQuotes = true
      case ",", "\n", "\r":
        text.unicodeScalars.append(scalar)
        needsQuotes = true
      case "\t": text.unicodeScalars.append(scalar)
      default:
        if SafeText.isHarmful(scalar) {
          text += SafeText.spelled(scalar)
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    if cell.first == " " || cell.last == " " { needsQuotes = true }
    return needsQuotes ? "\"\(text)\"" : text
  }
}
