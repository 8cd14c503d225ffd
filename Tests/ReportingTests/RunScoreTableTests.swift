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

  @Test("A place without a value is a dash, and its reason stands once below")
  func absences() throws {
    func nulls(_ reason: String, own: ScoreValue) -> ScoreNulls {
      let missing = ScoreValue.undefined(reason: reason)
      return ScoreNulls(ownReference: own, mismatched: missing, stillPose: missing, nearestOther: missing)
    }
    let known = [
      metric: nulls("no face", own: .undefined(reason: "no face")),
      "lip-sync.z/1": nulls("no face", own: .value(3)),
      "coupling.z/3": nulls("no voice", own: .value(2)),
    ]
    let text = try #require(String(data: JSONEncoder().encode(known), encoding: .utf8))
    let summary = RunSamples.summary(
      "x",
      scores: [
        Score(metric: metric, value: .undefined(reason: "no face"), n: 0, takes: 0, undefinedTakes: 8),
        Score(
          metric: "lip-sync.z/1", value: .undefined(reason: "no face"), n: 0, takes: 0, undefinedTakes: 8),
        Score(metric: "coupling.z/3", value: .value(3), n: 8, takes: 8, undefinedTakes: 0),
      ])
    let report = RunReport(summary, diagnostics: true, remarks: [RunRemark.nulls: text])
    let lines = report.rendered(as: .table).split(separator: "\n").map(String.init)
    #expect(
      lines.filter { $0.contains("undefined") } == [
        "lip-sync.r0/1, lip-sync.z/1 undefined: no face",
        "mismatched, still pose, nearest other of coupling.z/3 undefined: no voice",
      ])
    let row = try #require(lines.first { $0.hasPrefix("lip-sync.r0/1 ") })
    #expect(row.split(separator: " ").count { $0 == "–" } >= 5)
    let object = try rows(report)[0]
    #expect(object["undefined"] as? String == "no face" && object["value"] is NSNull)
  }

  @Test("Takes with a value and all takes are two numbers")
  func takes() throws {
    let summary = RunSamples.summary(
      "x", scores: [Score(metric: metric, value: .value(0.5), n: 8, takes: 60, undefinedTakes: 20)])
    let object = try rows(RunReport(summary))[0]
    #expect(object["takes"] as? Int == 60 && object["of"] as? Int == 80)
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
