import Motion
import Testing

@testable import Formats

@Suite("The rate of motion beside speech")
struct TrackTimingTests {
  @Test("what is given wins over what the file states, which wins over the sound")
  func order() throws {
    var timing = TrackTiming(given: FrameRate(frames: 25), seconds: 2, documented: FrameRate(frames: 30))
    #expect(try timing.rate(stated: 60, frames: 100, file: "a").0 == FrameRate(frames: 25))
    timing.given = nil
    #expect(try timing.rate(stated: 60, frames: 100, file: "a").0 == FrameRate(frames: 60))
    let (rate, note) = try timing.rate(stated: nil, frames: 100, file: "a")
    #expect(rate == FrameRate(frames: 50))
    #expect(note.sort == .assumed)
    timing.seconds = nil
    #expect(try timing.rate(stated: nil, frames: 100, file: "a").0 == FrameRate(frames: 30))
    timing.documented = nil
    #expect(throws: FormatsError.self) { try timing.rate(stated: nil, frames: 100, file: "a") }
  }

  @Test("30 and 30000/1001 are told apart once a take is long enough")
  func broadcast() {
    #expect(TrackTiming.fitting(frames: 18_000, seconds: 600) == FrameRate(frames: 30))
    #expect(
      TrackTiming.fitting(frames: 17_982, seconds: 600) == FrameRate(numerator: 30_000, denominator: 1001))
    #expect(TrackTiming.fitting(frames: 3295, seconds: 109.86) == FrameRate(frames: 30))
    #expect(TrackTiming.fitting(frames: 370, seconds: 10) == nil)
    #expect(TrackTiming.fitting(frames: 10, seconds: 0) == nil)
  }

  @Test(
    "decimal rates become fractions",
    arguments: [
      (30.0, 30, 1), (29.97, 30_000, 1001), (23.976, 24_000, 1001), (59.904, 7488, 125), (12.5, 25, 2),
    ])
  func rational(value: Double, numerator: Int32, denominator: Int32) {
    #expect(TrackTiming.rational(value) == FrameRate(numerator: numerator, denominator: denominator))
  }

  @Test("rates that are none are refused", arguments: [0, -30, 1e308, .nan, .infinity, 1001])
  func absurd(value: Double) {
    #expect(TrackTiming.rational(value) == nil)
    #expect(throws: FormatsError.self) { try TrackTiming().rate(stated: value, frames: 3, file: "a") }
  }

  @Test("a difference of more than a tenth of a second is said")
  func lengths() {
    let track = Track(layout: ChannelLayout([.weight("a")]), rate: FrameRate(frames: 30), frameCount: 30)
    #expect(TrackTiming(seconds: 1.05).lengthNote(track, file: "a") == nil)
    #expect(TrackTiming(seconds: 2).lengthNote(track, file: "a")?.sort == .missing)
    #expect(TrackTiming(seconds: 0.5).lengthNote(track, file: "a")?.text.contains("0.5 s longer") == true)
  }
}
