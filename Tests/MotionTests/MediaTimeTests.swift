import Motion
import Testing

@Suite("Media time")
struct MediaTimeTests {
  @Test(
    "common rates divide a second exactly",
    arguments: [24, 25, 30, 40, 48, 50, 60, 90, 100, 120, 8000, 16000, 22050, 24000, 44100, 48000, 96000])
  func divisible(_ rate: Int64) { #expect(MediaTime.flicksPerSecond % rate == 0) }

  @Test(
    "seconds round to the nearest flick and come back", arguments: [0, 0.1, 1.0 / 3, 12.345678, 86_400, -2.5])
  func seconds(_ value: Double) throws {
    let time = try #require(MediaTime(seconds: value))
    #expect(abs(time.seconds - value) <= 0.5 / Double(MediaTime.flicksPerSecond) + abs(value) * 1e-15)
    #expect(MediaTime(seconds: time.seconds) == time)
  }

  @Test("what is no time is refused", arguments: [Double.nan, .infinity, -.infinity, 1e9, -1e9, 31_557_601])
  func refused(_ value: Double) { #expect(MediaTime(seconds: value) == nil) }

  @Test("milliseconds are exact, and spans add up")
  func arithmetic() {
    #expect(MediaTime.milliseconds(1500).seconds == 1.5)
    #expect(MediaTime.milliseconds(700) + .milliseconds(800) == .milliseconds(1500))
    #expect(MediaTime.milliseconds(1) - .milliseconds(3) < .zero)
  }
}
