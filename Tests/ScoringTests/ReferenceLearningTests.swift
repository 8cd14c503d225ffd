import Conversation
import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct ReferenceLearningTests {
  private func session(_ samples: [Float], fps: Int32 = 30) -> TakeEvidence {
    let layout = ChannelLayout([.weight("jawOpen")])
    let track = Track(layout: layout, rate: FrameRate(frames: fps), samples: samples)
    let recording = Recording(id: "r", participants: [], duration: track.duration, log: [])
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "a", seed: 0), track: track, happened: Happened(recording),
      duration: track.duration)
  }

  @Test func momentsPoolFramesAndSpreadAveragesSessions() throws {
    let reference = ScoringReference(sessions: [session([0, 1]), session([2, 2, 4, 4])])
    let curve = try #require(reference.curves["jawOpen"])
    #expect(abs(curve.mean[0] - 13.0 / 6) < 1e-12)
    #expect(abs(curve.deviation[0] - (38.5 / 3 / 5).squareRoot()) < 1e-12)
    #expect(curve.spread == 0.75)
    #expect(reference.faceChannels == ["jawOpen"])
    #expect(reference.blinkRate == nil)
    #expect(reference.couplingLag == nil)
  }

  @Test func unusableSessionsAreLeftOut() {
    let good = session((0..<90).map { sin(Float($0)) })
    let reference = ScoringReference(sessions: [session([]), session([0, .nan, 1]), good])
    #expect(reference == ScoringReference(sessions: [good]))
    #expect(ScoringReference(sessions: []) == ScoringReference())
  }

  @Test func aPerformerIsLikeItself() throws {
    let reference = SyntheticClip.stage.reference
    #expect(abs(try #require(reference.couplingLag)) < 0.05)
    let rate = try #require(reference.blinkRate)
    #expect((8...40).contains(rate))
    let data = try JSONEncoder().encode(reference)
    #expect(try JSONDecoder().decode(ScoringReference.self, from: data) == reference)
  }
}
