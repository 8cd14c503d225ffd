import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct AmplitudeRatioTests {
  private let clip = SyntheticClip.stage.clips[0]

  private func ratio(_ samples: [Float], _ reference: ScoringReference) -> ScoreValue {
    let layout = ChannelLayout([.weight("jawOpen"), .weight("cheekPuff")])
    let track = Track(layout: layout, rate: .fps60, samples: samples)
    return AmplitudeRatio().measure(clip.with(reference: reference).with(track: track))["amplitude.ratio/1"]
  }

  private func reference(_ spread: Double) -> ScoringReference {
    ScoringReference(curves: ["jawOpen": .init(mean: [0], deviation: [0], spread: spread, jerk: 0)])
  }

  @Test func isTheLogarithmOverCommonChannels() throws {
    // jawOpen: 0 and 1, mean distance 0.5; cheekPuff is not in the reference.
    let value = try #require(ratio([0, 0, 1, 9], reference(0.25)).number)
    #expect(abs(value - log(2)) < 1e-12)
    #expect(ratio([0, 0, 1, 9], reference(0.5)) == .value(0))
  }

  @Test func aStillTrackIsCutAndNotInfinite() {
    #expect(ratio([1, 0, 1, 9], reference(0.5)) == .value(-AmplitudeRatio.cut))
  }

  @Test func noReferenceIsUndefined() {
    #expect(
      ratio([0, 0, 1, 9], ScoringReference()).reason == "the reference has none of the track's channels")
    #expect(ratio([0, 0, 1, 9], reference(0)).reason == "the reference does not move the track's channels")
  }
}
