import Motion
import Testing

@testable import Scoring

@Suite struct RecordedFaceTests {
  static func evidence(_ values: [Float], recorded: [Float]?) -> TakeEvidence {
    let layout = ChannelLayout([Channel.weight("jawOpen"), Channel.weight("browInnerUp")])
    let clip = SyntheticClip(seed: 1).evidence()
    let rate = FrameRate(frames: 30)
    return TakeEvidence(
      key: clip.key, track: Track(layout: layout, rate: rate, samples: values), happened: clip.happened,
      duration: clip.duration,
      performance: recorded.map { Track(layout: layout, rate: rate, samples: $0) })
  }

  @Test func countsLipsFaceAndLivelinessByHand() {
    let found = RecordedFace().measure(Self.evidence([0.5, 0.25, 0.5, 0.25], recorded: [0, 0, 0.25, 0.5]))
    #expect(found["recorded-face.lips/1"] == .value(0.375))
    #expect(found["recorded-face.mean/1"] == .value(0.3125))
    #expect(found["recorded-face.dynamics/1"] == .value(0.25))
    let livelier = RecordedFace().measure(
      Self.evidence([0, 0, 0.25, 0.5], recorded: [0.5, 0.25, 0.5, 0.25]))
    #expect(livelier["recorded-face.dynamics/1"] == .value(-0.25))
    #expect(livelier["recorded-face.dynamics-size/1"] == .value(0.25))
  }

  @Test func theRecordedFaceItselfIsAtZero() {
    let values: [Float] = [0.1, 0.2, 0.3, 0.4]
    let found = RecordedFace().measure(Self.evidence(values, recorded: values))
    for descriptor in RecordedFace().descriptors { #expect(found[descriptor.id] == .value(0)) }
  }

  @Test func withoutAPerformanceItIsUndefined() {
    let found = RecordedFace().measure(Self.evidence([0, 0], recorded: nil))
    #expect(found["recorded-face.mean/1"].reason == "the recording holds no performance of nova")
  }
}
