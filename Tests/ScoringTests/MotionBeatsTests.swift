import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct MotionBeatsTests {
  @Test(
    .enabled(if: GoldenVectors.isPresent, GoldenVectors.absence),
    arguments: [("beat_consistency", 0.3), ("beat_consistency_sigma_0.1", 0.1)])
  func agreesWithTheGoldenBeats(_ item: String, _ sigma: Double) throws {
    let track = try GoldenVectors.motionTrack()
    let onsets = try GoldenVectors.columns("onsets")[0]
    let reference = try GoldenVectors.columns("ref_speed")[0]
    let beats = zip(JointSpeed.each(track.layout.channels, in: track), reference).map { speed, mean in
      MotionBeats.frames(of: speed.map { $0 / 1e6 / mean })
    }
    #expect(beats == (try #require(try GoldenVectors.expected(item, "beats") as? [[Int]])))
    let times = beats.map { $0.map { Double($0) / 30 } }
    let recall = times.map { MotionBeats.nearness(from: onsets, to: $0, sigma: sigma) }
    let precision = times.map { MotionBeats.nearness(from: $0, to: onsets, sigma: sigma) }
    #expect(agree((recall[0] + recall[1]) / 2, try GoldenVectors.number(item, "bc"), 1e-9))
    #expect(agree((precision[0] + precision[1]) / 2, try GoldenVectors.number(item, "precision"), 1e-9))
  }

  @Test func aConstantSpeedHasNoBeatAndScoresZero() {
    #expect(MotionBeats.frames(of: [Double](repeating: 1, count: 30)).isEmpty)
    #expect(MotionBeats.nearness(from: [1, 2], to: [], sigma: 0.3) == 0)
  }

  @Test func slowPointsUnderTheThresholdAreRest() {
    let dip = (0..<31).map { abs(Double($0) - 15) * 0.1 }
    #expect(MotionBeats.frames(of: dip.map { $0 + 0.11 }) == [15])
    #expect(MotionBeats.frames(of: dip.map { $0 + 0.09 }).isEmpty)
  }
}
