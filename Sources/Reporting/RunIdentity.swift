import Motion
import Runs
import Scoring

/// What a run is made of, as labelled lines.
struct RunIdentity {
  /// Labels and values in the order in which they are printed.
  let lines: [(label: String, value: String)]

  init(_ summary: RunSummary, isProvisional: Bool? = nil) {
    let run = summary.run
    var lines = [("run", summary.id)]
    lines.append(
      ("strategy", [run.source.id, run.source.version].filter { !$0.isEmpty }.joined(separator: " ")))
    lines.append(("parameters", Self.parameters(run.source.parameters)))
    lines.append(("corpus", "\(run.corpus.id) (\(run.corpus.evidence))"))
    lines.append(
      (
        "character",
        "\(run.character.id) (\(run.character.evidence)\(isProvisional == true ? ", provisional reference" : ""))"
      ))
    lines.append(("arrival", run.arrival))
    lines.append(("given", run.givenText))
    lines.append(("seeds", run.seeds.map(String.init).joined(separator: ", ")))
    lines.append(("rate", Self.rate(run.rate)))
    lines.append(("bundle", String(run.source.contentHash.prefix(12))))
    let failed = summary.failed > 0 ? ", \(summary.failed) failed" : ""
    lines.append(("takes", "\(summary.takes) finished\(failed)"))
    self.lines = lines
  }

  /// `name=value` in order of name.
  static func parameters(_ parameters: [String: Double]) -> String {
    guard !parameters.isEmpty else { return "none" }
    return parameters.sorted { $0.key < $1.key }.map { name, value in
      value == value.rounded() && value.magnitude < 1e9 ? "\(name)=\(Int(value))" : "\(name)=\(value)"
    }.joined(separator: ", ")
  }

  /// `60 fps` or `30000/1001 fps`.
  static func rate(_ rate: Run.Rate) -> String {
    rate.seconds == 1 ? "\(rate.frames) fps" : "\(rate.frames)/\(rate.seconds) fps"
  }

  /// On what a score of the run rests: its corpus, and the character where the metric looks at it.
  ///
  /// - Parameter isProvisional: whether the reference was too small for firm scores, where that is known.
  static func evidence(
    _ run: Run, _ descriptor: MetricDescriptor?, isProvisional: Bool? = nil
  ) -> String {
    EvidenceLabel(run, descriptor, isProvisional: isProvisional).text
  }

  /// Corpus, character, arrival model, material and rate in one line.
  static func ground(_ run: Run, isProvisional: Bool? = nil) -> String {
    "\(run.corpus.id) (\(run.corpus.evidence)), character \(run.character.id) (\(run.character.evidence)"
      + "\(isProvisional == true ? ", provisional reference" : "")), arrival \(run.arrival), given \(run.givenText)"
      + ", \(rate(run.rate))"
  }

  /// Length of a take in seconds.
  static func seconds(_ frames: Int, _ rate: Run.Rate) -> Double? {
    FrameRate(numerator: rate.frames, denominator: rate.seconds).map { $0.time(ofFrame: frames).seconds }
  }
}
