import Runs
import Scoring
import Statistics

/// What stands under the table of a comparison: warnings, families, margins, failures, reasons.
struct ComparisonNotes {
  /// The notes, warnings first.
  let lines: [String]

  init(
    _ a: MeasuredRun, _ b: MeasuredRun, _ rows: [ComparisonReport.Row], _ options: ComparisonReport.Options
  ) {
    var lines = [RunLikeness.channelWarning(a, b, names: ("A", "B"))].compactMap { $0 }
    lines.append(RunReport.caveat)
    let headlines = rows.count { $0.adjustedP != nil && $0.descriptor.headline != nil }
    let diagnostics = rows.count { $0.adjustedP != nil && $0.descriptor.headline == nil }
    if headlines > 0 {
      lines.append("p (Holm) is adjusted over the \(headlines) headline scores of this comparison")
    }
    if diagnostics > 0 {
      lines.append("p (BH) controls the false discovery rate over the \(diagnostics) diagnostics")
    }
    lines += Self.impossible(rows)
    lines += rows.compactMap(Self.basis)
    lines.append("95 % intervals resample conversations; seed \(options.seed)")
    lines += Self.margins(rows, options)
    if Set(a.summary.run.seeds) != Set(b.summary.run.seeds) {
      lines.append("the runs have different seeds: each participant's mean over seeds is paired")
    }
    if a.isProvisional == true {
      lines.append("the reference is provisional: fewer than 8 sessions or 10 minutes")
    }
    for run in [a, b] {
      if run.summary.failed > 0 {
        lines.append("\(run.summary.failed) takes of \(run.summary.id) failed and are missing here")
      }
      guard !run.takes.isEmpty else { continue }
      let counts = [FailureCount.ofTakes(run.takes)] + FailureCount.ofGates(run)
      lines.append("\(run.summary.id): " + counts.map(\.sentence).joined(separator: "; "))
    }
    lines += Self.reasons(rows)
    self.lines = lines
  }

  /// That no headline score could have passed Holm's first step with these conversations.
  private static func impossible(_ rows: [ComparisonReport.Row]) -> [String] {
    let family = rows.filter { $0.adjustedP != nil && $0.descriptor.headline != nil }
    guard let least = family.compactMap(\.comparison.smallestP).min(), family.count > 1,
      least * Double(family.count) >= Verdict.significance
    else { return [] }
    let needed = PairedPower.fewestPairs(level: Verdict.significance / Double(family.count))
    return [
      "no p (Holm) below \(Verdict.significance) was possible: \(family.count) headline scores take \(needed) "
        + "conversations or more whose values differ"
    ]
  }

  /// What a row's difference is of, where that is not the score, with the numbers that it is of.
  private static func basis(_ row: ComparisonReport.Row) -> String? {
    guard let basis = row.comparison.basis, let a = row.comparison.comparedA,
      let b = row.comparison.comparedB,
      let first = NumberText.fixed(a, digits: row.digits),
      let second = NumberText.fixed(b, digits: row.digits)
    else { return nil }
    let parts = basis.split(separator: ";", maxSplits: 1)
    let rest = parts.count > 1 ? ";\(parts[1])" : ""
    return "\(row.descriptor.title): the difference is of the \(parts[0]) (A \(first), B \(second))\(rest)"
  }

  private static func margins(
    _ rows: [ComparisonReport.Row], _ options: ComparisonReport.Options
  ) -> [String] {
    let used = rows.filter { options.margins[$0.descriptor.id] != nil }
    guard !used.isEmpty else {
      return options.marginSource.isEmpty ? [] : ["no margins: \(options.marginSource)"]
    }
    let words = used.map { row in
      let margin = options.margins[row.descriptor.id] ?? 0
      return
        "\(row.descriptor.title) \(NumberText.fixed(margin, digits: NumberText.digits(for: margin)) ?? "")"
    }
    let source = options.marginSource.isEmpty ? "" : " (\(options.marginSource))"
    return ["margins\(source): \(words.joined(separator: ", "))"]
  }

  /// Remarks of the scores, each once with the scores that it holds for.
  private static func reasons(_ rows: [ComparisonReport.Row]) -> [String] {
    var groups: [(note: String, titles: [String])] = []
    for row in rows {
      let absent = [("A", row.reasonA), ("B", row.reasonB)].compactMap { name, reason in
        reason.map { "undefined in \(name): \($0)" }
      }
      for note in absent.isEmpty ? row.comparison.notes : absent {
        if let place = groups.firstIndex(where: { $0.note == note }) {
          groups[place].titles.append(row.descriptor.title)
        } else {
          groups.append((note, [row.descriptor.title]))
        }
      }
    }
    return groups.map { group in
      let scores = group.titles.count == rows.count ? "all scores" : group.titles.joined(separator: ", ")
      return "\(scores): \(group.note)"
    }
  }
}
