import Runs
import Scoring
import Statistics
import Testing

@testable import Reporting

@Suite("The interval of the style distance")
struct SessionIntervalTests {
  private func records(_ values: [(recording: String, seed: UInt64, draws: [Double])]) -> [MeasurementRecord]
  {
    values.map { recording, seed, draws in
      MeasurementRecord(
        key: TakeKey(recording: recording, participant: "nova", seed: seed),
        measurement: TakeMeasurement(
          metric: "envelope/1", quantities: ["envelope.distance/1": .value(draws.first ?? 1)],
          series: [StyleDistance.resampled: draws]))
    }
  }

  @Test("Is as wide as sessions and conversations scatter")
  func width() throws {
    let steady = try #require(
      SessionInterval.of(records((0..<8).map { ("r\($0)", 1, [Double](repeating: 1.5, count: 10)) })))
    #expect(steady.low == 1.5 && steady.high == 1.5 && steady.level == 0.95)
    // Conversations agree, draws of sessions do not.
    let sessions = try #require(
      SessionInterval.of(records((0..<8).map { ("r\($0)", 1, (0..<10).map { 1 + 0.1 * Double($0) }) })))
    #expect(sessions.low == 1 && abs(sessions.high - 1.9) < 1e-9)
    // Draws agree, conversations do not.
    let conversations = try #require(
      SessionInterval.of(records((0..<8).map { ("r\($0)", 1, [Double](repeating: Double($0), count: 10)) })))
    #expect(
      conversations.low > 1 && conversations.low < 3 && conversations.high > 4 && conversations.high < 6)
  }

  @Test("Takes of one conversation count once")
  func seeds() {
    let pair = records([
      ("a", 1, [1, 1]), ("a", 2, [3, 3]), ("b", 1, [2, 2]),
    ])
    #expect(SessionInterval.of(pair)?.low == 2 && SessionInterval.of(pair)?.high == 2)
  }

  @Test("Is not there without draws or with one conversation")
  func absent() {
    #expect(SessionInterval.of([]) == nil)
    #expect(SessionInterval.of(records([("a", 1, [1, 2]), ("a", 2, [1, 2])])) == nil)
    #expect(SessionInterval.of(records([("a", 1, []), ("b", 2, [])])) == nil)
  }

  @Test("Stands in the report where the records are given")
  func report() {
    let own = records((0..<8).map { ("r\($0)", 7, [1.25, 1.75]) })
    let scores = [Score(metric: "envelope.distance/1", value: .value(1.5), n: 8, takes: 8, undefinedTakes: 0)]
    let summary = RunSamples.summary("speech", scores: scores)
    let values = RunSamples.takeScores("envelope.distance/1") { _, _ in 1.5 }
    let with = RunReport(summary, values: values, records: own).rendered(as: .table)
    #expect(with.contains("1.25") && with.contains("1.75") && with.contains("held-out sessions"))
    #expect(!RunReport(summary, values: values).rendered(as: .table).contains("1.25"))
  }
}
