import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct BlinkIntervalsTests {
  /// Blinks of 0.2 s at stated seconds, at 50 frames a second.
  private func measure(_ starts: [Double], seconds: Double = 60) -> TakeMeasurement {
    var track = Track(
      layout: ChannelLayout([.weight("eyeBlinkLeft"), .weight("eyeBlinkRight")]),
      rate: FrameRate(frames: 50), frameCount: Int(seconds * 50))
    for start in starts {
      for frame in Int(start * 50)..<Int(start * 50) + 10 {
        track[frame, 0] = 1
        track[frame, 1] = 1
      }
    }
    return BlinkIntervals().measure(SyntheticClip(seed: 1).evidence().with(track: track))
  }

  @Test func intervalsRunFromStartToStart() {
    let result = measure([1, 3, 4, 8])
    #expect(result["intervals"] == .value(3))
    #expect(result["blink-intervals.median/1"] == .value(2))
    #expect(measure([1, 3, 4])["blink-intervals.median/1"] == .value(1.5))
  }

  @Test func scatteredBlinksAreNearerToLogNormalThanTwoClocks() throws {
    func starts(_ intervals: [Double]) -> [Double] {
      intervals.reduce(into: [0.5]) { $0.append($0[$0.count - 1] + $1) }
    }
    let scattered = starts([2.1, 3.4, 1.2, 5.6, 2.9, 4.4, 0.9, 7.3, 3.1, 2.2])
    let doubled = starts((0..<12).map { $0 % 2 == 0 ? 0.5 : 6 })
    let good = try #require(measure(scattered)["blink-intervals.log-normality/1"].number)
    let bad = try #require(measure(doubled)["blink-intervals.log-normality/1"].number)
    #expect(good < LogNormality.critical && bad > LogNormality.critical)
    #expect(abs(good - 0.19009) < 0.01)
  }

  @Test func isUndefinedForFewOrEqualBlinksAndWithoutLids() {
    let shape = "blink-intervals.log-normality/1"
    #expect(measure([1, 3, 4])[shape].reason?.contains("at least 8") == true)
    #expect(measure((0..<20).map { 0.5 + 2 * Double($0) })[shape].reason == "all intervals are equal")
    #expect(measure([1])["blink-intervals.median/1"].reason?.contains("fewer than 2 blinks") == true)
    let still = Track(layout: ChannelLayout([.gazeYaw]), rate: FrameRate(frames: 30), frameCount: 60)
    let none = BlinkIntervals().measure(SyntheticClip(seed: 1).evidence().with(track: still))
    #expect(none[shape].reason?.contains("eyeBlinkLeft") == true)
  }
}
