/// Tables as GitHub writes them in Markdown, padded so that the source reads well too.
enum MarkdownTable {
  /// Header, rule with the alignments, rows.
  static func text(_ table: Table) -> String {
    let shown = table.shown
    guard !shown.isEmpty else { return "" }
    let titles = shown.map { escaped(SafeText.escaped($0.column.title)) }
    let rows = table.rows.map { row in shown.map { escaped(row[$0.place].plain) } }
    let widths = shown.indices.map { column in
      ([titles] + rows).map { DisplayWidth.of($0[column]) }.reduce(3, max)
    }
    let rules = shown.indices.map { column in
      let dashes = String(repeating: "-", count: widths[column] - 1)
      return shown[column].column.alignment == .leading ? ":" + dashes : dashes + ":"
    }
    let padded = ([titles] + rows).map { cells in
      cells.indices.map { DisplayWidth.padded(cells[$0], to: widths[$0], shown[$0].column.alignment) }
    }
    let lines = [padded[0], rules] + padded.dropFirst()
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// Marks that Markdown would take for its own get a backslash.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\|<*_`[]".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
