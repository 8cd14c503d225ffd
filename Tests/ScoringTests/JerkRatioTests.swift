import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct JerkRatioTests {
  private let clip = SyntheticClip.stage.clips[0]

  private func ratio(_ samples: [Float], _ jerk: Double, fps: Int32 = 30, rate: Double? = 30) -> ScoreValue {
    let reference = ScoringReference(
      curves: ["jawOpen": .init(mean: [0], deviation: [0], spread: 0, jerk: jerk)], jerkRate: rate)
    let track = Track(
      layout: ChannelLayout([.weight("jawOpen")]), rate: FrameRate(frames: fps), samples: samples)
    return JerkRatio().measure(clip.with(reference: reference).with(track: track))["jerk.ratio/1"]
  }

  @Test func isTheLogarithmOfTheJerks() throws {
    let cubic = (0..<10).map { Float($0 * $0 * $0) }
    let value = try #require(ratio(cubic, 6 * 27000 / 2).number)
    #expect(abs(value - log(2)) < 1e-12)
  }

  @Test func aStillTrackIsCut() {
    #expect(ratio([1, 1, 1, 1, 1], 5) == .value(-JerkRatio.cut))
  }

  @Test func ratesMustAgree() {
    #expect(ratio([0, 1, 3, 7, 1], 5, fps: 25).number == nil)
    #expect(ratio([0, 1, 3, 7, 1, 4, 8, 8], 5, fps: 60).number != nil)
    #expect(ratio([0, 1, 3, 7, 1], 5, rate: nil).reason == "the reference has no jerk")
    #expect(ratio([0, 1, 3, 7, 1], 0).reason == "the reference moves none of the track's channels")
    #expect(ratio([0, 1, 3], 5).number == nil)
  }
}
