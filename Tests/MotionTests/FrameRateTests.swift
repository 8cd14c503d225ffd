import Motion
import Testing

@Suite("Frame rates")
struct FrameRateTests {
  static let rates =
    [24, 25, 30, 50, 60, 120].map { FrameRate(frames: $0) }
    + [(30000, 1001), (60000, 1001), (24000, 1001), (59904, 1000)].compactMap {
      FrameRate(numerator: $0.0, denominator: $0.1)
    }

  @Test("a rate is kept in lowest terms, and impossible ones are refused")
  func terms() {
    #expect(FrameRate(numerator: 120, denominator: 2) == .fps60)
    #expect(FrameRate(numerator: 0, denominator: 1) == nil)
    #expect(FrameRate(numerator: 60, denominator: 0) == nil)
    #expect(FrameRate(numerator: -60, denominator: -1) == nil)
    #expect(FrameRate(numerator: 1, denominator: 2) == nil)
    #expect(FrameRate(numerator: 1001, denominator: 1) == nil)
    #expect(FrameRate(numerator: .max, denominator: .max)?.framesPerSecond == 1)
  }

  @Test("a frame's time leads back to the frame", arguments: rates)
  func inverse(_ rate: FrameRate) {
    for frame in [0, 1, 2, 59, 60, 1000, 35_999, 1_000_003] {
      let time = rate.time(ofFrame: frame)
      #expect(rate.firstFrame(atOrAfter: time) == frame)
      #expect(rate.nearestFrame(to: time) == frame)
      #expect(rate.firstFrame(atOrAfter: time + MediaTime(flicks: 1)) == frame + 1)
      #expect(rate.frameCount(covering: time) == frame)
      #expect(rate.frameCount(covering: time + MediaTime(flicks: 1)) == frame + 1)
    }
  }

  @Test("frame times are the exact quotient to the nearest flick", arguments: rates)
  func exact(_ rate: FrameRate) {
    for frame in [1, 7, 12_345, 9_999_999] {
      let product = Int64(frame) * Int64(rate.denominator)
      let (high, low) = product.multipliedFullWidth(by: MediaTime.flicksPerSecond)
      guard high == 0 else { continue }
      let (quotient, rest) = UInt64(low).quotientAndRemainder(dividingBy: UInt64(rate.numerator))
      let expected = Int64(quotient) + (rest * 2 >= UInt64(rate.numerator) ? 1 : 0)
      #expect(rate.time(ofFrame: frame).flicks == expected)
    }
  }

  @Test("times before zero give frame zero")
  func negative() {
    #expect(FrameRate.fps60.firstFrame(atOrAfter: .milliseconds(-5)) == 0)
    #expect(FrameRate.fps60.nearestFrame(to: .milliseconds(-500)) == 0)
    #expect(FrameRate.fps60.frameCount(covering: .milliseconds(-5)) == 0)
    #expect(FrameRate.fps60.frameCount(covering: .zero) == 0)
  }
}
