public import Runs
public import Scoring
import Statistics

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

  /// Values of single takes, of which intervals and the spread over seeds are made; empty for neither.
  public let values: [TakeScore]
  /// Remarks on where the run came from.
  public let remarks: [String: String]
  /// What metrics found, of which the interval of the style distance is made; empty for that over conversations alone.
  public let records: [MeasurementRecord]

  /// Reports on a run.
  public init(
    _ summary: RunSummary, takes: [TakeSummary] = [], diagnostics: Bool = false, values: [TakeScore] = [],
    remarks: [String: String] = [:], records: [MeasurementRecord] = []
  ) {
    self.records = records
    self.summary = summary
    self.takes = takes
    self.values = values
    self.remarks = remarks
    showsDiagnostics = diagnostics
  }

  /// The signature of its scores; a score's id before it makes it that score's.
  public var signature: ScoreSignature { ScoreSignature(summary, takes: takes) }

  /// In how many conversations it failed; empty without a list of takes.
  public var failures: [FailureCount] {
    guard !takes.isEmpty else { return [] }
    return [FailureCount.ofTakes(takes)] + FailureCount.ofGates(MeasuredRun(summary, scores: values))
  }

  private var isProvisional: Bool? { MeasuredRun.isProvisional(remarks) }

  private var sessionInterval: ConfidenceInterval? { SessionInterval.of(records) }

  /// What must be known beside the numbers.
  private var notes: [String] {
    let hidden = hidesDiagnostics ? "; diagnostics not shown" : ""
    let spread =
      values.isEmpty
      ? []
      : [
        "95 % intervals resample conversations"
          + (sessionInterval == nil ? "" : ", that of the style distance held-out sessions too")
          + "; scores that rest on the worst take or on all together have none"
      ]
    return [Self.caveat + hidden] + scoreTable.absences(ordered) + spread + failures.map(\.sentence)
      + ["signature: \(signature)"]
  }

  /// Whether the run has scores that only a report with diagnostics shows.
  public var hidesDiagnostics: Bool {
    !showsDiagnostics && summary.scores.contains { Self.descriptor($0.metric)?.headline == nil }
  }

  /// The scores, headline components first, each with unit, direction, n, interval and evidence.
  public var scores: Table { scoreTable.table(ordered) }

  private var scoreTable: RunScoreTable {
    RunScoreTable(
      summary, takes: takes, values: values, isProvisional: isProvisional, nulls: ScoreNulls.read(remarks),
      sessionInterval: sessionInterval)
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
    case .latex: latex
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
      ("caveat", .text(Self.caveat)), ("signature", .text(signature.description)),
      ("failures", .table(failureTable)), ("scores", .table(scores)), ("takes", .table(takeTable)),
    ])
    return object.text + "\n"
  }

  private func text(width: Int?) -> String {
    let identity = RunIdentity(summary, isProvisional: isProvisional).lines.map { label, value in
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
    scores.rendered(as: .table, width: width)
      + notes.map { NoteText.wrapped(SafeText.escaped($0), to: width) + "\n" }.joined()
  }

  private var latex: String {
    let identity = RunIdentity(summary, isProvisional: isProvisional).lines.map { "\($0.label): \($0.value)" }
    return LatexTable.comments(identity) + scores.rendered(as: .latex) + LatexTable.comments(notes)
  }

  private var failureTable: Table {
    Table(
      columns: [
        .text("what", "what"), .number("failures", "failures"), .number("n", "n"), .number("bound", "bound"),
      ],
      rows: failures.map {
        [.text($0.what), .integer($0.failures), .integer($0.n), .optional($0.bound.value, digits: 3)]
      })
  }

  private var markdown: String {
    let lines = RunIdentity(summary, isProvisional: isProvisional).lines
    let identity = lines.map {
      "- \($0.label): \(MarkdownTable.escaped(SafeText.escaped($0.value)))\n"
    }.joined()
    let scored =
      summary.scores.isEmpty
      ? ""
      : "\n" + scores.rendered(as: .markdown) + "\n"
        + notes.map { "- \(MarkdownTable.escaped(SafeText.escaped($0)))\n" }.joined()
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
}
