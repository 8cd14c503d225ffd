import Motion
import Testing

@Suite("Tracks at other rates")
struct TrackResamplingTests {
  private static func track(_ values: [Float], rate: Int32) -> Track {
    Track(layout: ChannelLayout([.weight("a")]), rate: FrameRate(frames: rate), samples: values)
  }

  @Test("straight lines between frames; frames that fall on frames are copied")
  func linear() throws {
    let track = Self.track([0, 1, 3, 2], rate: 30)
    let result = track.resampled(to: .fps60)
    #expect(result.track.curve("a") == [0, 0.5, 1, 2, 3, 2.5, 2, 2])
    #expect(result.stepped.isEmpty)
    #expect(result.track.resampled(to: FrameRate(frames: 30)).track == track)
    #expect(track.resampled(to: FrameRate(frames: 30)).track == track)
  }

  @Test("what is drawn on twos stays on twos")
  func stepped() throws {
    let twos: [Float] = [0, 0, 1, 1, 0.5, 0.5, 2, 2, 3, 3, 1, 1]
    let result = Self.track(twos, rate: 24).resampled(to: .fps60)
    let values = try #require(result.track.curve("a"))
    #expect(Set(values) == Set(twos))
    #expect(result.stepped == ["a"] && values.count == 30)
    // 24 to 60 is 2 to 5: every pose of two frames lasts five.
    let fives: [Float] = [0, 1, 0.5, 2, 3, 1].flatMap { Array(repeating: $0, count: 5) }
    #expect(values == fives)
    // A blink in a held pose is no stepping, nor is motion on ones.
    #expect(!Self.track([0, 0, 1, 1, 0, 0], rate: 24).isStepped(0))
    #expect(!Self.track([0, 1, 2, 3, 3, 4, 5, 6], rate: 24).isStepped(0))
  }

  @Test("rotations take the shorter arc")
  func rotations() throws {
    let layout = ChannelLayout([.rotation(of: .head)])
    let a = Quaternion(axis: SIMD3(0, 1, 0), angle: 0.2)
    let b = Quaternion(-Quaternion(axis: SIMD3(0, 1, 0), angle: 0.6).vector)
    let samples = [a, b].flatMap { [$0.x, $0.y, $0.z, $0.w] }
    let track = Track(layout: layout, rate: FrameRate(frames: 30), samples: samples)
    let between = try #require(track.resampled(to: .fps60).track.rotations("head.rotation"))[1]
    #expect(between.angle(to: Quaternion(axis: SIMD3(0, 1, 0), angle: 0.4)) < 1e-3)
  }

  @Test("rates that do not divide each other keep their length")
  func broadcast() throws {
    let rate = try #require(FrameRate(numerator: 30000, denominator: 1001))
    let track = Track(
      layout: ChannelLayout([.weight("a")]), rate: rate, samples: (0..<300).map { Float($0) })
    let values = try #require(track.resampled(to: FrameRate(frames: 25)).track.curve("a"))
    #expect(values.count == 251)
    #expect(abs(values[100] - Float(4.0 * 30000 / 1001)) < 1e-3)
  }
}
