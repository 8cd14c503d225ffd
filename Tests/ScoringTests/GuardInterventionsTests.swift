import Conversation
import Motion
import Testing

@testable import Scoring

@Suite struct GuardInterventionsTests {
  private func measure(_ record: GuardRecord?, frames: Int = 8) -> TakeMeasurement {
    let track = Track(layout: ChannelLayout([.weight("jawOpen")]), rate: .fps60, frameCount: frames)
    let recording = Recording(id: "r", participants: [], duration: track.duration, log: [])
    return GuardInterventions().measure(
      TakeEvidence(
        key: TakeKey(recording: "r", participant: "nova", seed: 0), track: track,
        happened: Happened(recording), duration: track.duration, guardRecord: record))
  }

  private func share(_ record: GuardRecord?, frames: Int = 8) -> ScoreValue {
    measure(record, frames: frames)["guard-interventions.share/1"]
  }

  @Test func theShareOfFramesTouchedIsTheScore() {
    let result = measure(GuardRecord(frames: 8, framesTouched: 2, byRule: ["pair": 1, "speed": 2]))
    #expect(result["guard-interventions.share/1"] == .value(0.25))
    #expect(result["frames: pair"] == .value(1) && result["frames: speed"] == .value(2))
    #expect(share(GuardRecord(frames: 8, framesTouched: 0)) == .value(0))
    #expect(share(GuardRecord(frames: 8, framesTouched: 8)) == .value(1))
  }

  @Test func withoutGuardItIsUndefined() {
    #expect(share(nil) == .undefined(reason: "no guard in this stack"))
  }

  @Test func aRecordOfAnotherTrackIsNoMeasure() {
    #expect(
      share(GuardRecord(frames: 9, framesTouched: 2)).reason == "the guard saw 9 frames and the track has 8")
    #expect(share(GuardRecord(frames: 8, framesTouched: 9)).number == nil)
    #expect(share(GuardRecord(frames: 0, framesTouched: 0), frames: 0).number == nil)
  }

  @Test func aRunIsTheMeanOfItsConversations() {
    let records = [("a", 2), ("b", 6)].map {
      MeasurementRecord(
        key: TakeKey(recording: $0.0, participant: "nova", seed: 1),
        measurement: measure(GuardRecord(frames: 8, framesTouched: $0.1)))
    }
    #expect(GuardInterventions().reduce(records, reference: ScoringReference())[0].value == .value(0.5))
  }
}
