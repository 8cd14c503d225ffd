import Foundation
import Reporting
import Runs
import Scoring
import Testing

@Suite("The scores of a run as a table")
struct RunScoreTableTests {
  private let metric = "lip-sync.r0/1"

  private func rows(_ report: RunReport) throws -> [[String: Any]] {
    let object =
      try JSONSerialization.jsonObject(with: Data(report.rendered(as: .json).utf8)) as? [String: Any]
    return try #require(object?["scores"] as? [[String: Any]])
  }

  private func summary(_ seeds: [UInt64]) -> RunSummary {
    RunSamples.summary(
      "x", seeds: seeds,
      scores: [Score(metric: metric, value: .value(0.5), n: 8, takes: 8 * seeds.count, undefinedTakes: 0)])
  }

  @Test("Every score is signed, and the run once in the text")
  func signed() throws {
    let report = RunReport(summary([7]))
    let signature = try #require(try rows(report)[0]["signature"] as? String)
    #expect(try ScoreSignature(signature).metric == metric)
    #expect(report.rendered(as: .table).contains("signature: run:x-00000000,"))
    #expect(report.rendered(as: .latex).contains("\\toprule"))
  }

  @Test("Intervals are over conversations, the spread is over seeds")
  func spread() throws {
    let values = RunSamples.takeScores(metric, seeds: [1, 2, 3]) { i, seed in Double(i) + Double(seed) }
    let row = try rows(RunReport(summary([1, 2, 3]), values: values))[0]
    #expect(abs((row["seed_deviation"] as? Double ?? 0) - 1) < 1e-12)
    let low = try #require(row["low"] as? Double)
    let high = try #require(row["high"] as? Double)
    #expect(low < 5.5 && 5.5 < high && high - low > 1)
    let text = RunReport(summary([1, 2, 3]), values: values).rendered(as: .table)
    #expect(text.contains("SD over seeds"))
    #expect(!RunReport(summary([7]), values: values).rendered(as: .table).contains("SD over seeds"))
  }
}
