import Foundation
import Runs
import Scoring
import Statistics

extension ComparisonReport {
  /// The comparison as a table.
  public var table: Table {
    var table = Table(columns: [
      .machine("metric"), .text("component", ""), .text("title", "score"), .text("direction", "best"),
      .text("unit", "unit"), .number("mean_a", "A"), .number("mean_b", "B"),
      .number("difference", "difference"), .text("interval", "95 % interval"), .machine("low"),
      .machine("high"), .number("p", "p"), .number("p_holm", "p (Holm)"), .number("n", "n"),
      .machine("pairs"), .machine("dropped"), .machine("outcome"), .text("verdict", "verdict"),
      .text("evidence", "evidence"), .machine("sentence"), .machine("undefined"),
    ])
    table.keys = 2
    for row in rows { table.append(Self.cells(row)) }
    return table
  }

  /// The report: text for people, one object for JSON, the rows alone for CSV and TSV.
  public func rendered(as format: TableFormat, width: Int? = nil) -> String {
    switch format {
    case .csv, .tsv: return table.rendered(as: format)
    case .json:
      let object = JSONObject([
        ("schema", .text("mien.comparison/1")), ("a", .text(a.id)), ("b", .text(b.id)),
        ("seed", .text("\(seed)")), ("notes", .texts(notes)), ("scores", .table(table)),
      ])
      return object.text + "\n"
    case .table:
      let lines = legend.map { "\($0.label)  \($0.value)" } + [""]
      let below = notes.map { "- \($0)" }
      let fitted = { (line: String) in width.map { DisplayWidth.shortened(line, to: max(1, $0)) } ?? line }
      return lines.map { fitted(SafeText.escaped($0)) + "\n" }.joined()
        + table.rendered(as: .table, width: width) + "\n"
        + below.map { SafeText.escaped($0) + "\n" }.joined()
    case .markdown:
      let lines = legend.map { "- **\($0.label)** \(MarkdownTable.escaped(SafeText.escaped($0.value)))\n" }
      let below = notes.map { "- \(MarkdownTable.escaped(SafeText.escaped($0)))\n" }
      return lines.joined() + "\n" + table.rendered(as: .markdown) + "\n" + below.joined()
    }
  }

  /// What A and B are, and the ground they share.
  private var legend: [(label: String, value: String)] {
    let ground = a.run
    return [("A", a), ("B", b)].map { label, summary in
      let source = summary.run.source
      let version = source.version.isEmpty ? "" : " \(source.version)"
      let parameters = source.parameters.isEmpty ? "" : ", " + RunIdentity.parameters(source.parameters)
      return (label, "\(summary.id): \(source.id)\(version)\(parameters)")
    } + [
      (
        "on",
        "\(ground.corpus.id) (\(ground.corpus.evidence)), character \(ground.character.id)"
          + " (\(ground.character.evidence)), arrival \(ground.arrival), given \(ground.givenText)"
          + ", \(RunIdentity.rate(ground.rate))"
      )
    ]
  }

  private static func cells(_ row: Row) -> [Table.Cell] {
    let comparison = row.comparison
    let interval = comparison.interval.value
    let difference = comparison.meanDifference.value
    let largest = [row.meanA, row.meanB].compactMap { $0?.magnitude }.max() ?? 0
    let digits = NumberText.digits(for: largest)
    let reason = comparison.interval.reason ?? comparison.meanDifference.reason
    return [
      .text(row.descriptor.id), .text(row.descriptor.headline.map { "H\($0)" } ?? ""),
      .text(row.descriptor.title), .text(row.descriptor.direction.symbol), .text(row.descriptor.unit),
      .optional(row.meanA, digits: digits), .optional(row.meanB, digits: digits),
      .optional(difference, digits: digits), intervalCell(interval, digits),
      .optional(interval?.low, digits: digits), .optional(interval?.high, digits: digits),
      probability(comparison.p), probability(row.adjustedP), .integer(comparison.n),
      .integer(comparison.pairs), .integer(comparison.dropped), .text(comparison.verdict.outcome.rawValue),
      .text(row.verdict), .text(row.evidence), .text(comparison.verdict.description), .optional(reason),
    ]
  }

  private static func intervalCell(_ interval: ConfidenceInterval?, _ digits: Int) -> Table.Cell {
    guard let interval, let low = NumberText.fixed(interval.low, digits: digits),
      let high = NumberText.fixed(interval.high, digits: digits)
    else { return .missing("") }
    return .text("[\(low), \(high)]")
  }

  /// p with enough decimals that it never seems to be on the other side of the threshold.
  private static func probability(_ p: Double?) -> Table.Cell {
    guard let p else { return .missing("") }
    var digits = p < 0.001 ? 4 : 3
    while digits < 12, p < Verdict.significance, let text = NumberText.fixed(p, digits: digits),
      let shown = Double(text), shown >= Verdict.significance
    {
      digits += 1
    }
    return .number(p, digits: digits)
  }
}
