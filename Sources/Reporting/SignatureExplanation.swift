import Provenance
public import Runs
import Scoring

extension ScoreSignature {
  /// Hash over parameters as canonical JSON; the text of the numbers where they cannot be written so.
  static func fullHash(_ parameters: [String: Double]) -> String {
    let data = try? CanonicalJSON.encode(parameters)
    let text = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    return (data.map(ContentHash.init(of:)) ?? ContentHash(of: text)).description
  }
}

/// A signature field by field: what it says, and in full where the run is in the store.
public struct SignatureExplanation: Sendable {
  /// The signature.
  public let signature: ScoreSignature
  /// The run that it names, where the store has it.
  public let summary: RunSummary?
  /// Fields in which the run in the store has another value.
  public let unlike: [ScoreSignature.Field]
  private let own: ScoreSignature?

  /// Explains a signature.
  ///
  /// - Parameters:
  ///   - runs: the runs of the store.
  ///   - takes: gives the takes of a run.
  public init(
    _ signature: ScoreSignature, runs: [RunSummary], takes: (RunSummary) throws -> [TakeSummary]
  ) rethrows {
    self.signature = signature
    let id = signature[.run] ?? ""
    let found = runs.first { $0.id == id }
    summary = found
    let own = try found.map { ScoreSignature($0, takes: try takes($0)) }
    self.own = own
    unlike = ScoreSignature.Field.allCases.filter { field in
      guard let own, let stated = signature.values[field] else { return false }
      return own.values[field] != stated
    }
  }

  /// Whether the store holds exactly what the signature names.
  public var isConfirmed: Bool { summary != nil && unlike.isEmpty }

  /// The fields as a table.
  public var table: Table {
    var table = Table(columns: [
      .text("field", "field"), .text("value", "value"), .text("full", "in full"), .text("meaning", "meaning"),
    ])
    if let metric = signature.metric {
      let descriptor = RunReport.descriptor(metric)
      table.append([
        .text("metric"), .text(metric), .text(descriptor.map(Self.full) ?? "unknown to this version"),
        .text(descriptor?.summary ?? "id and version of the score"),
      ])
    }
    for field in ScoreSignature.Field.allCases {
      guard let value = signature[field] else { continue }
      var full = summary.map { Self.full(field, $0, own) } ?? ""
      if unlike.contains(field) { full = "✗ differs: the store has \(own?[field] ?? "nothing") (\(full))" }
      table.append([.text(field.rawValue), .text(value), .text(full), .text(field.meaning)])
    }
    return table
  }

  /// The table, below it whether the store agrees.
  public func rendered(as format: TableFormat, width: Int? = nil) -> String {
    switch format {
    case .json:
      let object = JSONObject([
        ("schema", .text("mien.signature/1")), ("signature", .text(signature.description)),
        ("run", .text(signature[.run] ?? "")), ("confirmed", .cell(.flag(isConfirmed))),
        ("fields", .table(table)),
      ])
      return object.text + "\n"
    case .csv, .tsv, .latex: return table.rendered(as: format)
    case .table, .markdown: return table.rendered(as: format, width: width) + "\n" + verdict + "\n"
    }
  }

  /// Whether the store agrees, in a sentence.
  public var verdict: String {
    guard summary != nil else { return "the store has no run '\(signature[.run] ?? "")'" }
    guard !unlike.isEmpty else { return "the run is in the store and agrees in every field" }
    return "the run in the store differs in \(unlike.map(\.rawValue).joined(separator: ", "))"
  }

  private static func full(_ descriptor: MetricDescriptor) -> String {
    "\(ContentHash(of: descriptor.identity)) (\(descriptor.identity))"
  }

  private static func full(
    _ field: ScoreSignature.Field, _ summary: RunSummary, _ own: ScoreSignature?
  ) -> String {
    let run = summary.run
    switch field {
    case .run: return summary.id
    case .strategy: return [run.source.id, run.source.version].filter { !$0.isEmpty }.joined(separator: " ")
    case .bundle: return run.source.contentHash
    case .set:
      guard !run.source.parameters.isEmpty else { return "no parameters" }
      return
        "\(ScoreSignature.fullHash(run.source.parameters)) (\(RunIdentity.parameters(run.source.parameters)))"
    case .arrival: return run.arrival
    case .ahead: return own?[.ahead].map { "\($0) frames" } ?? ""
    case .given: return run.givenText
    case .corpus: return "\(run.corpus.id) \(run.corpus.contentHash)"
    case .character: return "\(run.character.id) \(run.character.contentHash)"
    case .reference: return run.referenceHash
    case .fps: return RunIdentity.rate(run.rate)
    case .seed: return run.seeds.map(String.init).joined(separator: ", ")
    case .evidence: return "corpus \(run.corpus.evidence), character \(run.character.evidence)"
    case .mien: return summary.toolVersion ?? "unknown"
    }
  }
}
