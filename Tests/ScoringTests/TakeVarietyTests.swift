import Motion
import Testing

@testable import Scoring

@Suite struct TakeVarietyTests {
  static func record(_ recording: String, _ seed: UInt64, _ level: Float) -> MeasurementRecord {
    let clip = SyntheticClip(seed: 1).evidence()
    let track = Track(
      layout: ChannelLayout([Channel.weight("jawOpen")]), rate: FrameRate(frames: 30),
      samples: [level, level])
    let take = TakeEvidence(
      key: TakeKey(recording: recording, participant: "nova", seed: seed), track: track,
      happened: clip.happened,
      duration: clip.duration)
    return MeasurementRecord(key: take.key, measurement: TakeVariety().measure(take))
  }

  @Test func seedsOfOneConversationAreComparedAndNoOthers() throws {
    let records = [
      Self.record("a", 1, 0), Self.record("a", 2, 0.5), Self.record("b", 1, 0), Self.record("b", 2, 0.25),
      Self.record("c", 1, 1),
    ]
    let score = try #require(TakeVariety().reduce(records, reference: ScoringReference()).first)
    #expect(score.value == .value(0.375))
    #expect(score.n == 2 && score.takes == 4 && score.undefinedTakes == 1)
  }

  @Test func oneSeedHasNoVariety() throws {
    let score = TakeVariety().reduce([Self.record("a", 1, 0)], reference: ScoringReference()).first
    #expect(score?.value.reason == "no conversation was performed with two seeds or more")
  }
}
