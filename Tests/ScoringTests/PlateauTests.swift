import Motion
import Testing

@testable import Scoring

@Suite struct PlateauTests {
  @Test func countsStandingAndFullWeights() {
    let layout = ChannelLayout([.weight("jawOpen"), .weight("cheekPuff"), .gazeYaw])
    let track = Track(
      layout: layout, rate: .fps60,
      samples: [0.2, 0, 1, 0.2, 0, 1, 0.3, 0.99, 1, 0.3, 1, 1, 0.04, 0.04, 1])
    let result = Plateau().measure(SyntheticClip.stage.clips[0].with(track: track))
    // Equal and above 0.05: jawOpen in frames 1 and 3; 4 steps × 2 weights.
    #expect(result["plateau.share/1"] == .value(2.0 / 8))
    #expect(result["plateau.saturation/1"] == .value(2.0 / 10))
  }

  @Test func oneFrameIsUndefined() {
    let track = Track(layout: ChannelLayout([.weight("jawOpen")]), rate: .fps60, samples: [1])
    let result = Plateau().measure(SyntheticClip.stage.clips[0].with(track: track))
    #expect(result["plateau.share/1"].reason == "the track has one frame only")
  }
}
