public import Runs
import Scoring

/// Whether two runs stand on the same ground, so that their scores differ by the strategy alone.
public enum RunLikeness {
  /// What two runs differ in, with the value on either side; empty where their scores may be compared.
  public static func differences(_ a: Run, _ b: Run) -> [(what: String, a: String, b: String)] {
    let hash = { (text: String) in String(text.prefix(12)) }
    let pairs: [(what: String, a: String, b: String)] = [
      ("arrival model", a.arrival, b.arrival),
      ("material given to strategies", a.givenText, b.givenText),
      ("corpus", a.corpus.id, b.corpus.id),
      ("corpus files", hash(a.corpus.contentHash), hash(b.corpus.contentHash)),
      ("character", a.character.id, b.character.id),
      ("character files", hash(a.character.contentHash), hash(b.character.contentHash)),
      ("frame rate", RunIdentity.rate(a.rate), RunIdentity.rate(b.rate)),
      ("metrics", hash(a.metricsHash), hash(b.metricsHash)),
      ("reference", hash(a.referenceHash), hash(b.referenceHash)),
    ]
    return pairs.filter { $0.a != $0.b }
  }

  /// Refuses runs whose scores differ for another reason than the strategy.
  static func require(_ a: RunSummary, _ b: RunSummary) throws(ReportingError) {
    guard let pair = differences(a.run, b.run).first else { return }
    var (left, right) = (pair.a, pair.b)
    if pair.what == "metrics" {
      // The ids say more than the hashes where they differ.
      let (own, other) = (Set(a.scores.map(\.metric)), Set(b.scores.map(\.metric)))
      let alone = { (ids: Set<String>) in
        ids.isEmpty ? "" : ": \(ids.sorted().prefix(3).joined(separator: " "))" + (ids.count > 3 ? " …" : "")
      }
      left += alone(own.subtracting(other))
      right += alone(other.subtracting(own))
    }
    throw .unlike(what: pair.what, a: SafeText.escaped(left), b: SafeText.escaped(right))
  }

  /// A warning where two runs move unlike channels: scores that sum over channels then cover unlike motion.
  static func channelWarning(_ a: MeasuredRun, _ b: MeasuredRun, names: (a: String, b: String)) -> String? {
    let (left, right) = (a.channelSet, b.channelSet)
    guard left != right, !left.isEmpty, !right.isEmpty else { return nil }
    let alone = { (own: Set<String>, other: Set<String>, name: String) -> String? in
      let rest = own.subtracting(other).sorted()
      guard !rest.isEmpty else { return nil }
      let more = rest.count > 3 ? ", … (\(rest.count) in all)" : ""
      return "\(name) alone moves \(rest.prefix(3).joined(separator: ", "))\(more)"
    }
    let parts = [alone(left, right, names.a), alone(right, left, names.b)].compactMap { $0 }
    return
      "warning: unlike channels: \(parts.joined(separator: "; ")); scores over channels cover unlike motion"
  }
}
