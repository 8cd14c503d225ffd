import Conversation
import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct SemanticStrokesTests {
  /// A speaker with stage directions at stated seconds.
  private func measure(
    _ clip: GestureClip, at seconds: [Double], reference: ScoringReference = GestureClip.reference
  ) -> TakeMeasurement {
    let plain = clip.take(reference)
    let log = seconds.map { second in
      Record(
        id: "c\(second)", kind: .cue, participant: "nova", start: MediaTime(seconds: second),
        end: MediaTime(seconds: second), text: "waves", cue: .stage)
    }
    let recording = Recording(
      id: "r", participants: [.init(id: "nova", role: .character)], duration: plain.duration, log: log)
    return SemanticStrokes().measure(
      TakeEvidence(
        key: plain.key, track: plain.track, happened: Happened(recording), duration: plain.duration,
        reference: reference))
  }

  private let recall = "semantic-strokes.recall/1"

  @Test func strokesAtTheDirectionsBeatTheirShifts() throws {
    // The first stroke begins at 1 s and is fastest in its middle; the next comes ten seconds later.
    let clip = GestureClip(pause: 10)
    let hit = measure(clip, at: [1.2])
    #expect(hit["recall as is"] == .value(1))
    #expect(try #require(hit[recall].number) > 0.7)
    let miss = measure(clip, at: [5])
    #expect(miss["recall as is"] == .value(0))
    #expect(try #require(miss[recall].number) < 0)
    #expect(try #require(measure(clip, at: [1.2, 5])["recall as is"].number) == 0.5)
  }

  @Test func handsThatNeverRestGainNothing() throws {
    let busy = measure(GestureClip(pause: 0.6), at: [3.3, 9.1, 14.7])
    #expect(abs(try #require(busy[recall].number)) < 0.1)
  }

  @Test func isUndefinedWithItsReason() {
    let clip = GestureClip()
    #expect(measure(clip, at: [])[recall].reason == "nova has no stage directions")
    #expect(
      measure(clip, at: [3], reference: ScoringReference())[recall].reason?.contains("no gestures") == true)
    #expect(measure(clip, at: [60])[recall].reason?.contains("falls into the take") == true)
    #expect(measure(GestureClip(arms: []), at: [3])[recall].reason?.contains("no upper arm") == true)
  }
}
