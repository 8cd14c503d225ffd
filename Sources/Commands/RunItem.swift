import Provenance
import Reporting
import Runs
import Scoring

/// A run as JSON: what `run` and `runs` print.
struct RunItem: Encodable {
  struct ScoreItem: Encodable {
    var title: String
    var value: Double?
    var undefined: String?
    var unit: String
    var direction: String
    var headline: Int?
    var n: Int
    var takes: Int
    var undefinedTakes: Int
    var evidence: String

    init(_ score: Score, of run: Run) throws {
      let descriptor = try Metrics.descriptor(score.metric)
      title = descriptor.title
      value = score.value.number
      undefined = score.value.reason
      unit = descriptor.unit
      direction = descriptor.direction.rawValue
      headline = descriptor.headline
      n = score.n
      takes = score.takes
      undefinedTakes = score.undefinedTakes
      evidence = EvidenceLabel(run, descriptor).text
    }
  }

  var id: String
  var strategy: String
  var version: String
  var parameters: [String: Double]
  var corpus: String
  var corpusEvidence: String
  var character: String
  var characterEvidence: String
  var arrival: String
  var given: String
  var seeds: [UInt64]
  var takes: Int
  var failed: Int
  var scores: [String: ScoreItem]

  init(_ summary: RunSummary) throws {
    let run = summary.run
    id = summary.id
    strategy = run.source.id
    version = run.source.version
    parameters = run.source.parameters
    corpus = run.corpus.id
    corpusEvidence = run.corpus.evidence.rawValue
    character = run.character.id
    characterEvidence = run.character.evidence.rawValue
    arrival = run.arrival
    given = run.givenText
    seeds = run.seeds
    takes = summary.takes
    failed = summary.failed
    scores = [:]
    for score in summary.scores { scores[score.metric] = try ScoreItem(score, of: run) }
  }
}
