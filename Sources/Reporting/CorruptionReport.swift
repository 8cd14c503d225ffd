import Foundation
public import Scoring

/// The corruption table as it came out: the matrix, and every cell that does not hold with what is known of it.
public struct CorruptionReport: Sendable {
  /// A cell that is known not to hold, and why.
  public struct Known: Hashable, Sendable, Codable {
    /// Id of the character, `ID:natural` for recorded performances under it; `*` for every one.
    public var character: String
    /// Id of the row.
    public var corruption: String
    /// Key of the column.
    public var column: String
    /// Why it does not hold.
    public var reason: String

    /// Makes an entry.
    public init(character: String, corruption: String, column: String, reason: String) {
      self.character = character
      self.corruption = corruption
      self.column = column
      self.reason = reason
    }
  }

  /// What was spoilt, such as `references` or the id of a strategy.
  public let subject: String
  /// How the clips came about.
  public let origin: String
  /// The matrix.
  public let matrix: CorruptionMatrix
  /// Whether claims that fail count: takes of strategies are shown for information.
  public let isJudged: Bool
  private let known: [Known]

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - known: cells that are known not to hold for this character.
  ///   - isJudged: whether claims that fail count.
  public init(
    subject: String, origin: String, matrix: CorruptionMatrix, known: [Known] = [], isJudged: Bool = false
  ) {
    self.isJudged = isJudged
    self.subject = subject
    self.origin = origin
    self.matrix = matrix
    self.known = known
  }

  /// Cells that do not hold and are not known for it.
  public var newFailures: [CorruptionMatrix.Cell] {
    matrix.all.filter { $0.outcome == .fails && reason(for: $0) == nil }
  }

  /// Cells that do not hold, as is known.
  public var knownFailures: [CorruptionMatrix.Cell] {
    matrix.all.filter { $0.outcome == .fails && reason(for: $0) != nil }
  }

  /// Entries of known cells that hold now.
  public var outlived: [Known] {
    known.filter { entry in matrix.cell(entry.corruption, entry.column)?.outcome == .holds }
  }

  /// The reason with what was measured put in.
  private func reason(for cell: CorruptionMatrix.Cell) -> String? {
    func text(_ number: Double?) -> String { number.flatMap { NumberText.fixed($0, digits: 1) } ?? "?" }
    return known.first { $0.corruption == cell.row && $0.column == cell.column.id }?.reason
      .replacingOccurrences(of: "{good}", with: text(cell.good))
      .replacingOccurrences(of: "{deviation}", with: text(cell.deviation))
  }

  /// How many claims hold, fail and cannot be tested.
  public var summary: String {
    func count(_ outcome: CorruptionMatrix.Cell.Outcome) -> Int {
      matrix.all.count { $0.outcome == outcome }
    }
    return
      "\(count(.holds)) of \(count(.holds) + count(.fails)) claims hold, \(knownFailures.count) fail as known, "
      + "\(newFailures.count) fail otherwise, \(count(.untested)) cannot be tested here"
  }

  /// The matrix: what is expected, what was seen, and z; ✗ where a claim fails.
  public var table: Table {
    let columns = CorruptionColumn.all.filter { column in
      matrix.all.contains { $0.column == column && ($0.claim != nil || $0.z.number != nil) }
    }
    var table = Table(
      columns: [.text("corruption", "corruption")] + columns.map { .text($0.id, $0.title) })
    for (row, cells) in zip(CorruptionTable.rows, matrix.cells) {
      table.append(
        [.text(row.title)]
          + cells.filter { columns.contains($0.column) }.map { cell in
            cell.claim == nil && cell.z.number == nil ? .missing("") : .text(Self.glyphs(cell))
          })
    }
    return table
  }

  /// Expected and seen direction with z, such as `-- -5.3` or `0+ 2.7✗`; `·` where nothing is claimed, `?` where
  /// there is no z.
  static func glyphs(_ cell: CorruptionMatrix.Cell) -> String {
    let expected = cell.claim?.rawValue ?? "·"
    guard let z = cell.z.number, let seen = cell.seen else {
      return expected + "?" + (cell.outcome == .fails ? "✗" : "")
    }
    let size = abs(z)
    let digits = size < 9.95 ? 1 : 0
    let text = size >= 999.5 ? (z > 0 ? ">999" : "<-999") : NumberText.fixed(z, digits: digits) ?? "?"
    return expected + seen.rawValue + " " + text + (cell.outcome == .fails ? "✗" : "")
  }

  /// Every cell that fails, with what was measured and, where it is known, why.
  public var failures: Table {
    var table = Table(columns: [
      .text("corruption", "corruption"), .text("column", "column"), .text("claim", "claim"),
      .text("seen", "seen"), .text("measured", "measured"), .text("why", "why"),
    ])
    for cell in matrix.all where cell.outcome == .fails {
      table.append([
        .text(cell.row), .text(cell.column.id), .text(cell.claim?.rawValue ?? ""),
        .text(cell.seen?.rawValue ?? "?"), .text(measured(cell)),
        .text(reason(for: cell) ?? "not known yet"),
      ])
    }
    return table
  }

  /// The numbers behind a cell.
  private func measured(_ cell: CorruptionMatrix.Cell) -> String {
    guard let z = cell.z.number, let good = cell.good, let deviation = cell.deviation,
      let spoilt = cell.spoilt
    else { return "\(cell.score): \(cell.z.reason ?? "no value")" }
    func text(_ number: Double) -> String {
      NumberText.fixed(number, digits: abs(number) < 10 ? 3 : 1) ?? "?"
    }
    var result = "\(cell.score) \(text(good)) ± \(text(deviation)) → \(text(spoilt)), z \(text(z))"
    if let moved = cell.moved { result += "; \(moved.up) of \(moved.of) clips rose, \(moved.down) fell" }
    switch cell.claim {
    case .rises?, .falls?:
      if abs(z) < CorruptionTable.bound, let moved = cell.moved,
        max(moved.up, moved.down) * 10 >= moved.of * 9
      {
        result += ": nearly every clip moves, by less than clips differ among themselves"
      }
      if deviation == 0, abs(good - spoilt) == 0 { result += ": the score is at its stop already" }
    case .stays?, nil: break
    }
    return result
  }

  /// Columns whose claims cannot be tested, with the reason.
  public var untested: [(column: String, reason: String)] {
    CorruptionColumn.all.compactMap { column in
      let cells = matrix.all.filter { $0.column == column && $0.outcome == .untested }
      guard let first = cells.first else { return nil }
      let all = matrix.all.filter { $0.column == column && $0.claim != nil }
      let rows =
        cells.count == all.count ? "" : " (\(Set(cells.map(\.row)).sorted().joined(separator: ", ")))"
      return (column.id + rows, first.z.reason ?? "no value")
    }
  }

  /// Claims that differ from the specification's, with the reason.
  public static var departures:
    [(corruption: String, column: String, cell: String, claim: String, reason: String)]
  {
    CorruptionTable.claims.compactMap { claimed in
      claimed.reason.map {
        (
          claimed.corruption, claimed.column, claimed.source.isEmpty ? "blank" : claimed.source,
          claimed.claim?.rawValue ?? "none", $0
        )
      }
    }
  }

  /// Everything as text for people.
  public func text(_ format: TableFormat, width: Int?) -> String {
    let isMarkdown = format == .markdown
    func lines(_ items: [String]) -> String { items.map { (isMarkdown ? "- " : "  ") + $0 + "\n" }.joined() }
    func plain(_ text: String) -> String { isMarkdown ? MarkdownTable.escaped(text) : text }
    var result = (isMarkdown ? "### " : "") + plain(subject) + "\n" + (isMarkdown ? "\n" : "")
    result += plain(origin) + ". " + summary + ".\n\n"
    result += table.rendered(as: format, width: width)
    if matrix.all.contains(where: { $0.outcome == .fails }) {
      result += "\nCells that do not hold:\n\n" + failures.rendered(as: format, width: width)
    }
    if !untested.isEmpty {
      result += "\nNot tested here:\n\n" + lines(untested.map { plain("\($0.column): \($0.reason)") })
    }
    if !outlived.isEmpty {
      result +=
        "\nKnown failures that hold now, to be struck off:\n\n"
        + lines(outlived.map { plain("\($0.corruption) \($0.column)") })
    }
    return result
  }

  /// Every cell of reports as rows for machines.
  public static func cells(of reports: [CorruptionReport], _ format: TableFormat) -> String {
    var table = Table(columns: [
      .text("subject", "subject"), .text("corruption", "corruption"), .text("column", "column"),
      .text("score", "score"), .text("claim", "claim"), .text("cell", "cell"), .text("seen", "seen"),
      .number("z", "z"), .number("good", "good"), .number("deviation", "deviation"),
      .number("spoilt", "spoilt"), .text("outcome", "outcome"), .text("reason", "reason"),
    ])
    for report in reports {
      for cell in report.matrix.all {
        table.append([
          .text(report.subject), .text(cell.row), .text(cell.column.id), .text(cell.score),
          .optional(cell.claim?.rawValue), .optional(cell.claimed?.source), .optional(cell.seen?.rawValue),
          .optional(cell.z.number, digits: 3, else: cell.z.reason ?? ""), .optional(cell.good, digits: 4),
          .optional(cell.deviation, digits: 4), .optional(cell.spoilt, digits: 4),
          .text(cell.outcome.rawValue), .optional(report.reason(for: cell) ?? cell.z.reason),
        ])
      }
    }
    return format == .json
      ? table.json(schema: "mien.corruption/1", key: "cells") : table.rendered(as: format)
  }
}
