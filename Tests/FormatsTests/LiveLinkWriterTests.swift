import Formats
import Foundation
import Motion
import Testing

@Suite("Writing Live Link tables")
struct LiveLinkWriterTests {
  private func track(_ rate: FrameRate) -> Track {
    let channels = ARKit.names.map(Channel.weight) + [.rotation(of: .head), .gazeYaw, .gazePitch]
    var track = Track(layout: ChannelLayout(channels), rate: rate, frameCount: 97)
    for frame in 0..<track.frameCount {
      for column in 0..<52 { track[frame, column] = Float((frame * 31 + column * 17) % 101) / 100 }
      let t = Float(frame) * 0.05
      let head = Quaternion(yaw: 0.6 * sin(t), pitch: 0.4 * sin(2 * t), roll: 0.3 * cos(t))
      for part in 0..<4 { track[frame, 52 + part] = head.vector[part] }
      track[frame, 56] = 0.2 * sin(3 * t)
      track[frame, 57] = -0.1 * cos(t)
    }
    return track
  }

  @Test(
    "a track survives writing and reading",
    arguments: [60, 30, 24, 25, 50, 100, 120].map { FrameRate(frames: $0) }
      + [FrameRate(numerator: 30000, denominator: 1001), FrameRate(numerator: 60000, denominator: 1001)]
      .compactMap { $0 })
  func roundTrip(_ rate: FrameRate) throws {
    let original = track(rate)
    let (bytes, notes) = LiveLinkWriter.write(original)
    #expect(notes == [])
    let take = try LiveLinkTake(bytes, file: "t")
    #expect(take.columns == LiveLinkWriter.columns)
    #expect(take.dialect == .frameFraction)
    let back = try take.resampled(to: rate).track
    #expect(back.frameCount == original.frameCount)
    for name in ["jawOpen", "browInnerUp", "tongueOut", "gaze.yaw", "gaze.pitch"] {
      let (a, b) = (try #require(original.curve(name)), try #require(back.curve(name)))
      // Timecodes hold thousandths of a 60th: a step of at most 1 a frame moves by under 0.003.
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 0.003 }, "\(name)")
    }
    let (a, b) = (
      try #require(original.rotations("head.rotation")), try #require(back.rotations("head.rotation"))
    )
    #expect(zip(a, b).allSatisfy { $0.angle(to: $1) < 0.002 })
  }

  @Test("at 60 and 30 frames a second weights survive exactly", arguments: [60, 30])
  func exact(_ frames: Int32) throws {
    let original = track(FrameRate(frames: frames))
    let back = try LiveLinkTake(LiveLinkWriter.write(original).bytes, file: "t").resampled(to: original.rate)
      .track
    for name in ARKit.names { #expect(back.curve(name) == original.curve(name)) }
  }

  @Test("what the table cannot take is said")
  func losses() {
    let layout = ChannelLayout([.weight("jawOpen"), .weight("Happy"), .rotation(of: .chest)])
    let (bytes, notes) = LiveLinkWriter.write(Track(layout: layout, rate: .fps60, frameCount: 2))
    #expect(notes.count == 2)
    #expect(notes[0].hasPrefix("written as 0, for the track has none: eyeBlinkLeft"))
    #expect(!notes[0].contains("jawOpen"))
    #expect(notes[1] == "without a column and dropped: Happy, chest.rotation")
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3 && lines[2].hasPrefix("00:00:00:01.000,61,0.0,"))
    #expect(lines.allSatisfy { $0.split(separator: ",").count == 63 })
  }
}
