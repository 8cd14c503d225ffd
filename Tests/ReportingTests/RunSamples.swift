import Motion
import Provenance
import Runs
import Scoring

/// Runs made by hand, with scores chosen so that every branch of a report is seen.
enum RunSamples {
  static func run(_ strategy: String, arrival: String = "agent/1", seeds: [UInt64] = [7]) -> Run {
    Run(
      source: .init(
        id: strategy, version: "1.0", parameters: ["energy": 0.5, "beats": 2], contentHash: "abcdef0123456789"
      ),
      corpus: .init(id: "greetings", contentHash: "c1", evidence: .real),
      character: .init(id: "nova", contentHash: "n1", evidence: .synthetic), arrival: arrival, seeds: seeds,
      rate: Run.Rate(.fps60), metricsHash: "m", referenceHash: "r")
  }

  static func summary(
    _ strategy: String, arrival: String = "agent/1", seeds: [UInt64] = [7], scores: [Score] = [],
    failed: Int = 0
  ) -> RunSummary {
    RunSummary(
      id: "\(strategy)-00000000", run: run(strategy, arrival: arrival, seeds: seeds), takes: 8,
      failed: failed,
      scores: scores)
  }

  /// One value per recording and seed.
  static func takeScores(
    _ metric: String, recordings: Int = 8, seeds: [UInt64] = [7], _ value: (Int, UInt64) -> Double?
  ) -> [TakeScore] {
    (0..<recordings).flatMap { recording in
      seeds.map { seed in
        TakeScore(
          metric: metric, key: TakeKey(recording: "r\(recording)", participant: "nova", seed: seed),
          value: value(recording, seed).map { ScoreValue($0) } ?? .undefined(reason: "no phones"))
      }
    }
  }
}
