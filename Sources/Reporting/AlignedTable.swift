/// A table as aligned columns for a terminal: header, thin rule, rows.
struct AlignedTable {
  private static let gap = "  "
  private static let leastText = 8

  private let columns: [Table.Column]
  private let cells: [[Table.Cell]]
  private let texts: [[String]]
  private let titles: [String]

  init(_ table: Table) {
    let shown = table.shown
    columns = shown.map(\.column)
    titles = columns.map { SafeText.escaped($0.title) }
    cells = table.rows.map { row in shown.map { row[$0.place] } }
    texts = cells.map { $0.map(\.plain) }
  }

  /// The lines; none is wider than `width`, and none ends in a space.
  func text(width: Int?) -> String {
    guard !columns.isEmpty else { return "" }
    var widths = columns.indices.map(natural)
    if let width { shrink(&widths, to: width) }
    var lines = [line(titles, widths, row: nil)]
    lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap))
    for row in texts.indices { lines.append(line(texts[row], widths, row: row)) }
    return lines.map { finished($0, width) + "\n" }.joined()
  }

  /// Widest of title and cells. Missing values of the last column may run past it, into empty space.
  private func natural(_ column: Int) -> Int {
    var width = DisplayWidth.of(titles[column])
    for row in texts.indices where !overflows(row, column) {
      width = max(width, DisplayWidth.of(texts[row][column]))
    }
    return width
  }

  private func overflows(_ row: Int, _ column: Int) -> Bool {
    guard column == columns.count - 1, case .missing(let reason) = cells[row][column] else { return false }
    return !reason.isEmpty
  }

  /// Takes columns from the widest text until the line fits; numbers are never shortened here.
  private func shrink(_ widths: inout [Int], to width: Int) {
    let least = columns.indices.map { column in
      texts.indices.reduce(min(Self.leastText, widths[column])) { least, row in
        cells[row][column].isNumeric ? max(least, DisplayWidth.of(texts[row][column])) : least
      }
    }
    var excess = widths.reduce(0, +) + Self.gap.count * (widths.count - 1) - width
    while excess > 0 {
      let slack = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = slack.max(by: { (widths[$0], $1) < (widths[$1], $0) }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }

  private func line(_ texts: [String], _ widths: [Int], row: Int?) -> String {
    columns.indices.map { column in
      if let row, overflows(row, column) { return texts[column] }
      let text = DisplayWidth.shortened(texts[column], to: widths[column])
      return DisplayWidth.padded(text, to: widths[column], columns[column].alignment)
    }.joined(separator: Self.gap)
  }

  private func finished(_ line: String, _ width: Int?) -> String {
    var line = Substring(width.map { DisplayWidth.shortened(line, to: max(1, $0)) } ?? line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
