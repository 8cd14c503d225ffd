import Motion
import Testing

@Suite("Tracks")
struct TrackTests {
  private let layout = ChannelLayout([.weight("jawOpen"), .rotation(of: .head)])

  @Test("a new track rests")
  func rest() {
    let track = Track(layout: layout, rate: .fps60, frameCount: 3)
    #expect(track.samples == [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
    #expect(track.rotations("head.rotation") == [.identity, .identity, .identity])
    #expect(track.duration == .milliseconds(50))
  }

  @Test("samples are frame-major, read by column, curve or rotation")
  func access() {
    var track = Track(layout: layout, rate: .fps60, samples: (0..<10).map(Float.init))
    #expect(track.frameCount == 2 && track[1, 0] == 5)
    track[1, 0] = 7
    #expect(track.curve("jawOpen") == [0, 7] && track.column(4) == [4, 9])
    #expect(track.rotations("head.rotation")?[1] == Quaternion(x: 6, y: 7, z: 8, w: 9))
    #expect(
      track.curve("head.rotation") == nil && track.rotations("jawOpen") == nil && track.curve("x") == nil)
  }

  @Test("an empty layout has no frames; no frames have no length")
  func empty() {
    #expect(Track(layout: ChannelLayout([]), rate: .fps60, samples: []).frameCount == 0)
    let none = Track(layout: layout, rate: .fps60, samples: [])
    #expect(none.duration == .zero && none.curve("jawOpen") == [])
  }
}
