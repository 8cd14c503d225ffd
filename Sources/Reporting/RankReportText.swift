import Runs
import Scoring
import Statistics

extension RankReport {
  /// Ranks by score and run, undefined and uncovered ones among them.
  public var table: Table {
    var table = Table(columns: [
      .text("metric", "id"), .text("run", "run"), .text("component", ""), .text("title", "score"),
      .text("direction", "best"),
      .number("rank", "rank"), .text("ranks", "95 % ranks"), .machine("best_rank"), .machine("worst_rank"),
      .text("tied", "tied"), .number("value", "value"),
      .text("interval", "95 % interval"), .machine("low"), .machine("high"), .text("unit", "unit"),
      .number("n", "n"), .number("coverage", "coverage"), .text("evidence", "evidence"),
      .text("remark", "remark"), .machine("signature"),
    ])
    table.keys = 2
    for score in scores {
      for entry in score.entries { table.append(cells(score, entry)) }
    }
    return table
  }

  private func cells(_ score: RankedScore, _ entry: RankedScore.Entry) -> [Table.Cell] {
    let descriptor = score.descriptor
    let run = runs[entry.run]
    let digits = NumberText.digits(for: entry.value ?? 0)
    let place = entry.place
    let isTied = place.map { own in score.entries.count { $0.place?.group == own.group } > 1 } ?? false
    return [
      .text(descriptor.id), .text(run.summary.id), .text(descriptor.headline.map { "H\($0)" } ?? ""),
      .text(descriptor.title),
      .text(descriptor.direction.symbol), place.map { .integer($0.rank) } ?? .missing(""),
      .optional(place.map { $0.best == $0.worst ? "\($0.best)" : "\($0.best)–\($0.worst)" }),
      place.map { .integer($0.best) } ?? .missing(""), place.map { .integer($0.worst) } ?? .missing(""),
      .optional(place.map { isTied ? "tied \($0.group)" : "" }),
      .optional(entry.value, digits: digits), IntervalText.cell(entry.interval, digits),
      .optional(entry.interval?.low, digits: digits), .optional(entry.interval?.high, digits: digits),
      .text(descriptor.unit), .integer(entry.n), .optional(entry.coverage, digits: 3),
      .text(RunIdentity.evidence(run.summary.run, descriptor, isProvisional: run.isProvisional)),
      .text(entry.reason ?? remark(descriptor, entry)),
      .text(run.signature.of(descriptor.id).description),
    ]
  }

  /// What the value and the interval are of, where that is not the score itself.
  private func remark(_ descriptor: MetricDescriptor, _ entry: RankedScore.Entry) -> String {
    switch descriptor.direction {
    case .higher, .lower: return ""
    case .closerToZero: return "of |value|"
    case .closerToReference:
      guard let distance = entry.goodness?.magnitude,
        let text = NumberText.fixed(distance, digits: NumberText.digits(for: distance))
      else { return "" }
      return "ranked by the distance \(text), of which the interval is"
    }
  }

  /// What stands under the ranks: which statistic, and at what level runs are told apart.
  private var footnotes: [String] {
    var notes: [String] = []
    let ranked = scores.filter { $0.level != nil }
    if ranked.contains(where: { $0.descriptor.direction == .closerToZero }) {
      notes.append(
        "scores whose best value is zero: value, interval and rank are of the mean over conversations of |value|, as in "
          + "'mien compare'; 'mien show' prints the mean with its sign")
    }
    if ranked.contains(where: { $0.descriptor.direction == .closerToReference }) {
      notes.append(
        "scores whose best value is the character's own: rank and interval are of the mean over conversations of the "
          + "distance from it")
    }
    guard !ranked.isEmpty else { return notes }
    for pairs in Set(ranked.map(\.pairs)).sorted() {
      let level = Verdict.significance / Double(pairs * ranked.count)
      notes.append(
        "runs are told apart at the level \(Verdict.significance)/(\(pairs) pairs · \(ranked.count) scores) = "
          + "\(NumberText.fixed(level, digits: 5) ?? "") (Bonferroni), by the interval of the paired difference from the "
          + "same \(options.resamples) resamples (\(options.setResamples) for scores of all takes together); it takes "
          + "\(PairedPower.fewestPairs(level: level)) conversations or more")
    }
    return notes
  }

  /// Runs with their failures, their place by the front, and the composite with its parts beside it.
  public var front: Table {
    let parts = composite.ends.map { Table.Column.number("c_\($0.name)", "\($0.name)") }
    let hasComposite = !composite.ends.isEmpty
    var table = Table(
      columns: [
        .text("run", "run"), .text("strategy", "strategy"), .text("front", "Pareto front"),
        .text("failures", "failed conversations"), .machine("failed"), .machine("bound"),
      ]
        + (hasComposite
          ? [.number("composite", "composite"), .number("gate", "gate")] + parts
            + [.number("first", "first by weights [%]")] : []))
    for (place, run) in runs.enumerated() {
      let failed = FailureCount.ofTakes(run.takes)
      let bound = failed.bound.value
      let standing =
        unplaced[place].map { "not placed: \($0)" }
        ?? dominators[place].map { "behind \(runs[$0].summary.id)" } ?? "on it"
      let source = run.summary.run.source
      var cells: [Table.Cell] = [
        .text(run.summary.id),
        .text([source.id, source.version].filter { !$0.isEmpty }.joined(separator: " ")),
        .text(standing),
        .text(
          "\(failed.failures) of \(failed.n)"
            + (bound.flatMap { NumberText.fixed($0 * 100, digits: 0) }.map { ", at most \($0) %" } ?? "")),
        .integer(failed.failures), .optional(bound, digits: 3),
      ]
      if hasComposite {
        let entry = composite.entries[place]
        cells += [.optional(entry?.value, digits: 1), .optional(entry?.gate, digits: 2)]
        cells += composite.ends.indices.map { .optional(entry?.components[$0], digits: 2) }
        cells.append(.optional(entry.map { $0.firstShare * 100 }, digits: 0))
      }
      table.append(cells)
    }
    return table
  }

  /// Ends and weights of the composite's components.
  public var weights: Table {
    var table = Table(columns: [
      .text("component", "component"), .number("weight", "weight"), .text("metric", "id"),
      .number("reference", "own sessions = 1"), .number("cheat", "best cheat = 0"), .text("cheater", "cheat"),
    ])
    table.keys = 1
    for part in composite.ends {
      for score in part.scores {
        table.append([
          .text(part.name), .number(part.weight, digits: 2), .text(score.id),
          .number(score.reference, digits: 3), .number(score.cheat, digits: 3), .text(score.cheater),
        ])
      }
    }
    return table
  }

  /// What a reader must know beside the numbers; warnings first.
  public var notes: [String] {
    var notes: [String] = []
    if let first = runs.first {
      for run in runs.dropFirst() {
        let names = (first.summary.id, run.summary.id)
        if let warning = RunLikeness.channelWarning(first, run, names: names) { notes.append(warning) }
      }
    }
    notes.append(RunReport.caveat)
    notes.append(
      "ranks: resamples of conversations, seed \(options.seed); runs of one tied group cannot be told from its first"
    )
    notes += footnotes
    if runs.contains(where: { $0.isProvisional == true }) {
      notes.append("the reference is provisional: fewer than 8 sessions or 10 minutes")
    }
    if !frontScores.isEmpty {
      notes.append(
        "Pareto front over \(frontScores.count) headline scores: \(frontScores.joined(separator: ", "))")
    }
    notes += composite.reasons
    if !composite.ends.isEmpty, !options.ownSource.isEmpty {
      notes.append("own sessions: \(options.ownSource)")
    }
    if !composite.ends.isEmpty {
      notes.append(
        "composite: 100 · gate · weighted geometric mean of components; weights are a policy, no finding; never read "
          + "it without its components")
    }
    if let share = composite.keepsOrder, let text = NumberText.fixed(share * 100, digits: 0) {
      notes.append("\(text) % of 1000 random weightings keep the order of the composite")
    }
    return notes
  }

  /// The report: text for people, one object for JSON, the ranks alone for CSV and TSV.
  public func rendered(as format: TableFormat, width: Int? = nil) -> String {
    let signed = runs.map { "signature of \($0.summary.id): \($0.signature)" }
    let ground = runs.first.map { RunIdentity.ground($0.summary.run, isProvisional: $0.isProvisional) } ?? ""
    let tables = [table, front] + (composite.ends.isEmpty ? [] : [weights])
    switch format {
    case .csv, .tsv: return table.rendered(as: format)
    case .json:
      let object = JSONObject([
        ("schema", .text("mien.ranking/1")), ("seed", .text("\(options.seed)")), ("notes", .texts(notes)),
        ("runs", .table(front)), ("scores", .table(table)), ("weights", .table(weights)),
        ("keepsOrder", .cell(.optional(composite.keepsOrder, digits: 3))),
        ("signatures", .texts(runs.map(\.signature.description))),
      ])
      return object.text + "\n"
    case .table:
      return "on  \(SafeText.escaped(ground))\n\n"
        + tables.map { $0.rendered(as: .table, width: width) }.joined(separator: "\n") + "\n"
        + notes.map { NoteText.wrapped("- \(SafeText.escaped($0))", to: width) + "\n" }.joined()
        + signed.map { $0 + "\n" }.joined()
    case .markdown:
      return "- **on** \(MarkdownTable.escaped(SafeText.escaped(ground)))\n\n"
        + tables.map { $0.rendered(as: .markdown) }.joined(separator: "\n") + "\n"
        + (notes + signed).map { "- \(MarkdownTable.escaped(SafeText.escaped($0)))\n" }.joined()
    case .latex:
      return tables.map { LatexTable.text($0, without: ["metric", "evidence"]) }.joined(separator: "\n")
        + LatexTable.notes(["on: \(ground)"] + notes) + LatexTable.comments(signed)
    }
  }
}
