import Testing

@testable import Scoring

@Suite struct TakeKeyTests {
  @Test func ordersByRecordingParticipantAndSeed() {
    let keys = [("a", "x", 9), ("a", "y", 1), ("a", "y", 10), ("b", "a", 0), ("é", "a", 0)].map {
      TakeKey(recording: $0.0, participant: $0.1, seed: UInt64($0.2))
    }
    #expect(keys.reversed().sorted() == keys)
    #expect(keys[0].description == "a/x@9")
  }
}
