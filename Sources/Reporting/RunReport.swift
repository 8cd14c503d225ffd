public import Runs
import Scoring

/// What is printed about one run: what it is made of, its scores, its takes.
public struct RunReport: Sendable {
  /// The remark that stands under every list of scores.
  public static let caveat =
    "automatic scores; agreement with people not established for this character"

  /// The run.
  public let summary: RunSummary
  /// Its takes in order of key; none are listed where this is empty.
  public let takes: [TakeSummary]
  /// Whether diagnostics stand beside the headline scores.
  public let showsDiagnostics: Bool

  /// Reports on a run.
  public init(_ summary: RunSummary, takes: [TakeSummary] = [], diagnostics: Bool = false) {
    self.summary = summary
    self.takes = takes
    showsDiagnostics = diagnostics
  }

  /// Whether the run has scores that only a report with diagnostics shows.
  public var hidesDiagnostics: Bool {
    !showsDiagnostics && summary.scores.contains { Self.descriptor($0.metric)?.headline == nil }
  }

  /// The scores, headline components first, each with unit, direction, n and evidence.
  public var scores: Table {
    var table = Table(columns: [
      .machine("metric"), .text("component", ""), .text("title", "score"), .text("direction", "best"),
      .number("n", "n"), .number("takes", "takes"), .text("evidence", "evidence"), .text("unit", "unit"),
      .number("value", "value"), .machine("undefined"), .machine("undefined_takes"),
    ])
    table.keys = 2
    for score in ordered {
      let descriptor = Self.descriptor(score.metric)
      let whole = score.takes + score.undefinedTakes
      table.append([
        .text(score.metric), .text(descriptor?.headline.map { "H\($0)" } ?? ""),
        .text(descriptor?.title ?? score.metric), .text(descriptor?.direction.symbol ?? "?"),
        .integer(score.n), .text(score.undefinedTakes > 0 ? "\(score.takes)/\(whole)" : "\(whole)"),
        .text(RunIdentity.evidence(summary.run, descriptor)), .text(descriptor?.unit ?? ""),
        Self.cell(score.value), .optional(score.value.reason), .integer(score.undefinedTakes),
      ])
    }
    return table
  }

  /// The takes, failed ones marked with their reason.
  public var takeTable: Table {
    var table = Table(columns: [
      .text("take", "take"), .number("frames", "frames"), .number("seconds", "length [s]"),
      .number("lookahead", "lookahead"), .text("track", "track"), .text("outcome", "outcome"),
    ])
    for take in takes {
      let made = take.failure == nil
      table.append([
        .text(take.key.description), made ? .integer(take.frames) : .missing(""),
        made
          ? .optional(RunIdentity.seconds(take.frames, summary.run.rate), digits: 2) : .missing(""),
        made ? .integer(take.lookahead) : .missing(""),
        made ? .text(String(take.trackHash.prefix(12))) : .missing(""),
        .text(take.failure.map { "✗ failed: \($0)" } ?? "finished"),
      ])
    }
    return table
  }

  /// The report: text for people, one object for JSON, the scores alone for CSV and TSV.
  public func rendered(as format: TableFormat, width: Int? = nil) -> String {
    switch format {
    case .json: json
    case .csv, .tsv: scores.rendered(as: format)
    case .table: text(width: width)
    case .markdown: markdown
    }
  }

  private var json: String {
    let run = summary.run
    let object = JSONObject([
      ("schema", .text("mien.run-report/1")), ("run", .text(summary.id)),
      ("strategy", .text(run.source.id)), ("version", .text(run.source.version)),
      (
        "parameters",
        .object(
          JSONObject(
            run.source.parameters.sorted { $0.key < $1.key }.map {
              ($0.key, .cell(.number($0.value, digits: 6)))
            }))
      ),
      ("bundle", .text(run.source.contentHash)), ("corpus", .text(run.corpus.id)),
      ("corpusEvidence", .text("\(run.corpus.evidence)")), ("character", .text(run.character.id)),
      ("characterEvidence", .text("\(run.character.evidence)")), ("arrival", .text(run.arrival)),
      ("given", .text(run.givenText)),
      ("seeds", .texts(run.seeds.map(String.init))), ("rate", .text(RunIdentity.rate(run.rate))),
      ("takesFinished", .cell(.integer(summary.takes))), ("takesFailed", .cell(.integer(summary.failed))),
      ("caveat", .text(Self.caveat)), ("scores", .table(scores)), ("takes", .table(takeTable)),
    ])
    return object.text + "\n"
  }

  private func text(width: Int?) -> String {
    let identity = RunIdentity(summary).lines.map { label, value in
      let line = DisplayWidth.padded(label, to: 12) + SafeText.escaped(value)
      return (width.map { DisplayWidth.shortened(line, to: max(1, $0)) } ?? line) + "\n"
    }.joined()
    let scored = summary.scores.isEmpty ? "no scores: the run is not complete\n" : scoreText(width)
    let listed = takes.isEmpty ? "" : "\n" + takeTable.rendered(as: .table, width: width)
    // A reason is worth its whole length.
    let failures = takes.compactMap { take in
      take.failure.map { "\(SafeText.escaped("\(take.key): \($0)"))\n" }
    }
    return identity + "\n" + scored + listed + (failures.isEmpty ? "" : "\n" + failures.joined())
  }

  private func scoreText(_ width: Int?) -> String {
    let hidden = hidesDiagnostics ? "; diagnostics not shown" : ""
    return scores.rendered(as: .table, width: width) + Self.caveat + hidden + "\n"
  }

  private var markdown: String {
    let lines = RunIdentity(summary).lines
    let identity = lines.map {
      "- \($0.label): \(MarkdownTable.escaped(SafeText.escaped($0.value)))\n"
    }.joined()
    let scored = summary.scores.isEmpty ? "" : "\n" + scores.rendered(as: .markdown) + "\n*\(Self.caveat)*\n"
    let listed = takes.isEmpty ? "" : "\n" + takeTable.rendered(as: .markdown)
    return identity + scored + listed
  }

  /// Headline scores by component, then diagnostics if asked for; otherwise in stored order.
  private var ordered: [Score] {
    let ranked = summary.scores.map { (score: $0, rank: Self.descriptor($0.metric)?.headline) }
    let headline = ranked.enumerated().filter { $0.element.rank != nil }.sorted {
      ($0.element.rank ?? 0, $0.offset) < ($1.element.rank ?? 0, $1.offset)
    }
    let rest = showsDiagnostics ? ranked.filter { $0.rank == nil } : []
    return headline.map(\.element.score) + rest.map(\.score)
  }

  static func descriptor(_ id: String) -> MetricDescriptor? { try? Metrics.descriptor(id) }

  static func cell(_ value: ScoreValue) -> Table.Cell {
    switch value {
    case .value(let number): .number(number, digits: NumberText.digits(for: number))
    case .undefined(let reason): .missing(reason.isEmpty ? "no reason given" : reason)
    }
  }
}
