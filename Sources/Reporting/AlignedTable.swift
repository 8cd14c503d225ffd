/// A table as aligned columns for a terminal: header, thin rule, rows.
struct AlignedTable {
  private static let gap = "  "
  private static let leastText = 24

  private let columns: [Table.Column]
  private let cells: [[Table.Cell]]
  private let texts: [[String]]
  private let titles: [String]
  private let keys: Int

  init(_ table: Table) {
    let shown = table.shown
    columns = shown.map(\.column)
    keys = min(max(1, table.keys), max(1, shown.count))
    titles = columns.map { SafeText.escaped($0.title) }
    cells = table.rows.map { row in shown.map { row[$0.place] } }
    texts = cells.map { $0.map(\.plain) }
  }

  /// The lines; none is wider than `width`, and none ends in a space.
  ///
  /// A table that is too wide loses the ends of long texts; where that is not enough it is set as several, one
  /// below the other, each of which begins with the columns that name a row, so that nothing is lost that somebody may
  /// have to type or compare.
  func text(width: Int?) -> String {
    guard !columns.isEmpty else { return "" }
    guard let width else { return panel(Array(columns.indices), nil) }
    return panels(width).map { panel($0, width) }.joined(separator: "\n")
  }

  /// Columns in groups that fit, each led by those that name a row.
  private func panels(_ width: Int) -> [[Int]] {
    let least = columns.indices.map(least)
    var panels: [[Int]] = []
    let lead = Array(0..<keys)
    let room = lead.reduce(0) { $0 + least[$1] } + Self.gap.count * (keys - 1)
    var current = lead
    var taken = room
    for column in columns.indices.dropFirst(keys) {
      let more = Self.gap.count + least[column]
      if taken + more > width, current.count > keys {
        panels.append(current)
        current = lead
        taken = room
      }
      current.append(column)
      taken += more
    }
    panels.append(current)
    return panels
  }

  /// What a column takes at least: those that name a row and numbers all of it, texts as much as tells them apart.
  private func least(_ column: Int) -> Int {
    let whole = natural(column)
    if column < keys { return whole }
    return columns[column].alignment == .trailing ? whole : min(whole, Self.leastText)
  }

  private func panel(_ shown: [Int], _ width: Int?) -> String {
    var widths = shown.map(natural)
    if let width { shrink(&widths, shown, to: width) }
    var lines = [line(titles, widths, shown, row: nil)]
    lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap))
    for row in texts.indices { lines.append(line(texts[row], widths, shown, row: row)) }
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

  /// Takes room from the widest text until the line fits; keys and numbers keep theirs.
  private func shrink(_ widths: inout [Int], _ shown: [Int], to width: Int) {
    let least = shown.map(least)
    var excess = widths.reduce(0, +) + Self.gap.count * (widths.count - 1) - width
    while excess > 0 {
      let slack = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = slack.max(by: { (widths[$0], $1) < (widths[$1], $0) }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }

  private func line(_ texts: [String], _ widths: [Int], _ shown: [Int], row: Int?) -> String {
    zip(shown, widths).map { column, width in
      if let row, overflows(row, column) { return texts[column] }
      let text = DisplayWidth.shortened(texts[column], to: width)
      return DisplayWidth.padded(text, to: width, columns[column].alignment)
    }.joined(separator: Self.gap)
  }

  private func finished(_ line: String, _ width: Int?) -> String {
    var line = Substring(width.map { DisplayWidth.shortened(line, to: max(1, $0)) } ?? line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
