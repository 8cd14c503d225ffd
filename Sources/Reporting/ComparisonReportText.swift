import Runs
import Scoring
import Statistics

extension ComparisonReport {
  /// The comparison as a table.
  public var table: Table {
    let hasDiagnostics = rows.contains { $0.descriptor.headline == nil }
    let hasMargins = rows.contains { options.margins[$0.descriptor.id] != nil }
    var table = Table(columns: [
      .text("metric", "id"), .text("component", ""), .text("title", "score"), .text("direction", "best"),
      .text("unit", "unit"), .number("mean_a", "A"), .number("mean_b", "B"),
      .number("difference", "difference"), .text("interval", "95 % interval"), .machine("low"),
      .machine("high"), .number("p", "p"), .number("p_holm", "p (Holm)"),
      Table.Column(id: "p_bh", title: "p (BH)", alignment: .trailing, isForMachines: !hasDiagnostics),
      Table.Column(id: "margin", title: "margin", alignment: .trailing, isForMachines: !hasMargins),
      .number("n", "n"), .machine("pairs"), .machine("dropped"), .machine("coverage_a"),
      .machine("coverage_b"), .machine("compared_a"), .machine("compared_b"), .machine("compared"),
      .machine("outcome"), .text("verdict", "verdict"),
      .text("evidence", "evidence"), .machine("sentence"), .machine("undefined"), .machine("signature_a"),
      .machine("signature_b"),
    ])
    table.keys = 2
    let signatures = (first.signature, second.signature)
    for row in rows { table.append(cells(row, signatures)) }
    return table
  }

  /// The report: text for people, one object for JSON, the rows alone for CSV and TSV.
  public func rendered(as format: TableFormat, width: Int? = nil) -> String {
    switch format {
    case .csv, .tsv: return table.rendered(as: format)
    case .json:
      let object = JSONObject(
        [
          ("schema", .text("mien.comparison/1")), ("a", .text(a.id)), ("b", .text(b.id)),
          ("seed", .text("\(seed)")), ("signature_a", .text(first.signature.description)),
          ("signature_b", .text(second.signature.description)), ("notes", .texts(notes)),
          ("scores", .table(table)),
        ] + (options.showsPower ? [("power", .table(power))] : []))
      return object.text + "\n"
    case .table:
      let lines = legend.map { "\($0.label)  \($0.value)" } + [""]
      let below = notes.map { "- \($0)" }
      let fitted = { (line: String) in width.map { DisplayWidth.shortened(line, to: max(1, $0)) } ?? line }
      let reach = options.showsPower ? power.rendered(as: .table, width: width) + "\n" : ""
      return lines.map { fitted(SafeText.escaped($0)) + "\n" }.joined()
        + table.rendered(as: .table, width: width) + "\n" + reach
        + below.map { NoteText.wrapped(SafeText.escaped($0), to: width) + "\n" }.joined()
        + signatureLines.map { $0 + "\n" }.joined()
    case .markdown:
      let lines = legend.map { "- **\($0.label)** \(MarkdownTable.escaped(SafeText.escaped($0.value)))\n" }
      let below = notes.map { "- \(MarkdownTable.escaped(SafeText.escaped($0)))\n" }
      let signed = signatureLines.map { "- \(MarkdownTable.escaped($0))\n" }
      let reach = options.showsPower ? power.rendered(as: .markdown) + "\n" : ""
      return lines.joined() + "\n" + table.rendered(as: .markdown) + "\n" + reach + below.joined()
        + signed.joined()
    case .latex:
      let labels = legend.map { "\($0.label): \($0.value)" }
      let evidence = Set(rows.map(\.evidence)).sorted().joined(separator: "; ")
      return "{\\footnotesize\\setlength{\\tabcolsep}{3pt}\n"
        + LatexTable.text(table, without: ["metric", "evidence"])
        + (options.showsPower ? "\\par\\medskip\n" + LatexTable.text(power, without: ["metric"]) : "") + "}\n"
        + LatexTable.notes(labels + ["evidence: \(evidence)"] + notes) + LatexTable.comments(signatureLines)
    }
  }

  /// One line per run; the id of a score before it makes it that score's signature.
  private var signatureLines: [String] {
    ["signature of A: \(first.signature)", "signature of B: \(second.signature)"]
  }

  /// What A and B are, and the ground they share.
  private var legend: [(label: String, value: String)] {
    let ground = a.run
    return [("A", a), ("B", b)].map { label, summary in
      let source = summary.run.source
      let version = source.version.isEmpty ? "" : " \(source.version)"
      let parameters = source.parameters.isEmpty ? "" : ", " + RunIdentity.parameters(source.parameters)
      return (label, "\(summary.id): \(source.id)\(version)\(parameters)")
    } + [("on", RunIdentity.ground(ground, isProvisional: first.isProvisional))]
  }

  private func cells(_ row: Row, _ signatures: (ScoreSignature, ScoreSignature)) -> [Table.Cell] {
    let comparison = row.comparison
    let interval = comparison.interval.value
    let difference = comparison.meanDifference.value
    let digits = row.digits
    let reason = comparison.interval.reason ?? comparison.meanDifference.reason
    let isHeadline = row.descriptor.headline != nil
    let id = row.descriptor.id
    return [
      .text(id), .text(row.descriptor.headline.map { "H\($0)" } ?? ""),
      .text(row.descriptor.title), .text(row.descriptor.direction.symbol), .text(row.descriptor.unit),
      .optional(row.meanA, digits: digits), .optional(row.meanB, digits: digits),
      .optional(difference, digits: digits), IntervalText.cell(interval, digits),
      .optional(interval?.low, digits: digits), .optional(interval?.high, digits: digits),
      IntervalText.probability(comparison.p), IntervalText.probability(isHeadline ? row.adjustedP : nil),
      IntervalText.probability(isHeadline ? nil : row.adjustedP),
      .optional(options.margins[id], digits: digits),
      .integer(comparison.n), .integer(comparison.pairs), .integer(comparison.dropped),
      .optional(row.coverageA, digits: 3), .optional(row.coverageB, digits: 3),
      .optional(comparison.comparedA, digits: digits), .optional(comparison.comparedB, digits: digits),
      .text(comparison.basis ?? "the score"),
      .text(row.outcome.rawValue), .text(row.verdict), .text(row.evidence),
      .text(row.sentence), .optional(reason),
      .text(signatures.0.of(id).description), .text(signatures.1.of(id).description),
    ]
  }
}

/// Intervals and probabilities as cells.
enum IntervalText {
  static func cell(_ interval: ConfidenceInterval?, _ digits: Int) -> Table.Cell {
    guard let interval, let low = NumberText.fixed(interval.low, digits: digits),
      let high = NumberText.fixed(interval.high, digits: digits)
    else { return .missing("") }
    return .text("[\(low), \(high)]")
  }

  /// p with enough decimals that it never seems to be on the other side of the threshold.
  static func probability(_ p: Double?) -> Table.Cell {
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
