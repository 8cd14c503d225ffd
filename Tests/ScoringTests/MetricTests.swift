import Testing

@testable import Scoring

@Suite struct MetricTests {
  private func records(_ values: [(String, UInt64, ScoreValue)]) -> [MeasurementRecord] {
    values.map { recording, seed, value in
      MeasurementRecord(
        key: TakeKey(recording: recording, participant: "a", seed: seed),
        measurement: TakeMeasurement(
          metric: "jerk/1", quantities: ["jerk.ratio/1": value]))
    }
  }

  @Test func seedsOfOneConversationCountOnce() throws {
    let scores = JerkRatio().reduce(
      records([("a", 1, .value(1)), ("a", 2, .value(3)), ("b", 1, .value(10))]), reference: ScoringReference()
    )
    #expect(scores == [Score(metric: "jerk.ratio/1", value: .value(6), n: 2, takes: 3, undefinedTakes: 0)])
  }

  @Test func undefinedTakesLowerCoverageAndNotTheValue() throws {
    let some = JerkRatio().reduce(
      records([("a", 1, .value(2)), ("b", 1, .undefined(reason: "why")), ("c", 1, .value(4))]),
      reference: ScoringReference())[0]
    #expect(some.value == .value(3))
    #expect(some.n == 2)
    #expect(abs(some.coverage - 2.0 / 3) < 1e-12)
    let none = JerkRatio().reduce(
      records([("a", 1, .undefined(reason: "why"))]), reference: ScoringReference())[0]
    #expect(none.value == .undefined(reason: "why"))
    #expect(none.coverage == 0)
  }

  @Test func noTakesAreUndefined() {
    let score = JerkRatio().reduce([], reference: ScoringReference())[0]
    #expect(score.value == .undefined(reason: "there are no takes"))
    #expect(score.coverage == 0)
  }

  @Test func unknownIdsAreErrors() throws {
    #expect(throws: ScoringError.unknownMetric("x")) { try Metrics.metric("x") }
    #expect(throws: ScoringError.unknownMetric("jerk/1")) { try Metrics.descriptor("jerk/1") }
    #expect(try Metrics.metric("jerk.ratio/1").id == "jerk/1")
  }

  @Test func identitiesNameTheParameters() throws {
    #expect(
      try Metrics.descriptor("coupling.z/3").identity
        == "coupling.z/3 largest lag s=0.5 smoothing s=0.1 step frames=5.0")
  }
}
