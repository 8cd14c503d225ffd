import Formats
import Motion
import Testing

@Suite("What resampling says")
struct ResamplingNoteTests {
  private static func track(_ values: [Float], rate: Int32) -> Track {
    Track(layout: ChannelLayout([.weight("a")]), rate: FrameRate(frames: rate), samples: values)
  }

  @Test("both rates and how it goes between frames, nothing where the rate stays")
  func note() {
    let track = Self.track([0, 1, 3, 2], rate: 30)
    #expect(
      track.resampled(to: .fps60).note(from: track.rate)
        == "resampled from 30 to 60 frames a second, straight lines and slerp between frames")
    #expect(track.resampled(to: FrameRate(frames: 30)).note(from: track.rate) == nil)
    let twos = Self.track([0, 0, 1, 1, 0.5, 0.5, 2, 2, 3, 3, 1, 1], rate: 24)
    #expect(
      twos.resampled(to: .fps60).note(from: twos.rate)?.hasSuffix("; stepped, every frame holds") == true)
  }
}
