import Motion
import Testing

@testable import Scoring

@Suite struct DeadFaceTests {
  private let clip = SyntheticClip.stage.clips[0]

  private func share(_ samples: [Float], _ reference: ScoringReference) -> ScoreValue {
    let track = Track(
      layout: ChannelLayout([.weight("jawOpen")]), rate: FrameRate(frames: 10), samples: samples)
    return DeadFace().measure(clip.with(reference: reference).with(track: track))["dead-face.share/1"]
  }

  @Test func countsSecondsUnderATenthOfTheMedian() {
    // One second at 1 per second, one at 0.05, one still, half a second left over.
    var value: Float = 0
    var samples = [value]
    for step in [Float](repeating: 0.1, count: 10) + [Float](repeating: 0.005, count: 10)
      + [Float](repeating: 0, count: 15)
    {
      value += step
      samples.append(value)
    }
    let reference = ScoringReference(faceChannels: ["jawOpen"], faceMotion: 1)
    #expect(share(samples, reference) == .value(2.0 / 3))
    let two = ScoringReference(faceChannels: ["jawOpen", "cheekPuff"], faceMotion: 0.2)
    #expect(share(samples, two) == .value(1.0 / 3), "a missing channel is still")
  }

  @Test func needsAReferenceAndASecond() {
    #expect(share([0, 1, 0, 1], ScoringReference()).reason == "the reference has no motion of the face")
    let reference = ScoringReference(faceChannels: ["jawOpen"], faceMotion: 1)
    #expect(share([0, 1, 0, 1], reference).reason == "the track is shorter than a second")
  }
}
