import Scoring
import Testing

@testable import Reporting

@Suite("Set scores over resampled conversations")
struct SetScoreTests {
  private func record(_ recording: String, seed: UInt64 = 7) -> MeasurementRecord {
    MeasurementRecord(
      key: TakeKey(recording: recording, participant: "nova", seed: seed),
      measurement: TakeMeasurement(metric: "x/1", series: ["rows": [1, 2]]))
  }

  @Test("A conversation drawn twice keeps both draws, under names of their own, in order of key")
  func renamed() {
    let draws = [[record("b"), record("b", seed: 8)], [record("a")], [record("b"), record("b", seed: 8)]]
    let many = SetScore.renamed(draws + draws + draws + draws)
    #expect(Set(many.map(\.key)).count == 20)
    #expect(Set(many.map(\.key.recording)).count == 12)
    #expect(many.map(\.key) == many.map(\.key).sorted())
    #expect(many.map(\.measurement).allSatisfy { $0.series == ["rows": [1, 2]] })
  }
}
