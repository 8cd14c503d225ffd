import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Live Link Face packets")
struct LiveLinkPacketTests {
  private static func packet(_ frame: Int32, jaw: Float = 0.5, subject: String = "iPhone") -> LiveLinkPacket {
    var values = [Float](repeating: 0, count: 61)
    values[17] = jaw
    return LiveLinkPacket(
      deviceID: "12345678-1234-1234-1234-123456789ABC", subject: subject, frame: frame, subframe: 0.25,
      values: values)
  }

  @Test("a packet has the bytes of version 6: 312 with the app's ids")
  func bytes() throws {
    let bytes = Self.packet(0x0102).bytes
    #expect(bytes.count == 312)
    #expect(bytes[0] == 6 && Array(bytes[1..<5]) == [0, 0, 0, 36])
    #expect(Array(bytes[41..<45]) == [0, 0, 0, 6])
    #expect(Array(bytes[45..<51]) == Array("iPhone".utf8))
    #expect(Array(bytes[51..<59]) == [0, 0, 1, 2, 0x3E, 0x80, 0, 0])
    #expect(Array(bytes[59..<68]) == [0, 0, 0, 60, 0, 0, 0, 1, 61])
    #expect(Array(bytes[136..<140]) == [0x3F, 0, 0, 0])
    #expect(try LiveLinkPacket(bytes, file: "packet") == Self.packet(0x0102))
  }

  @Test("left stands before right in packets, unlike in tables")
  func columns() {
    #expect(LiveLinkPacket.columns.count == 61 && Set(LiveLinkPacket.columns).count == 61)
    #expect(Array(LiveLinkPacket.columns[14...17]) == ["JawForward", "JawLeft", "JawRight", "JawOpen"])
    #expect(Array(LiveLinkPacket.columns[21...22]) == ["MouthLeft", "MouthRight"])
    #expect(LiveLinkPacket.columns[52] == "HeadYaw" && LiveLinkPacket.columns[60] == "RightEyeRoll")
  }

  @Test("a track goes out and comes back as it was, head and gaze included")
  func thereAndBack() throws {
    let layout = ChannelLayout([
      .weight("jawLeft"), .weight("jawRight"), .weight("tongueOut"), .rotation(of: .head), .gazeYaw,
      .gazePitch,
      .weight("own"),
    ])
    var track = Track(layout: layout, rate: .fps60, frameCount: 30)
    for frame in 0..<30 {
      track[frame, 0] = Float(frame) / 30
      track[frame, 1] = 0.1
      track[frame, 2] = 1.25
      let turn = Quaternion(yaw: 0.3, pitch: Float(frame) * 0.01, roll: -0.1)
      for part in 0..<4 { track[frame, 3 + part] = turn.vector[part] }
      (track[frame, 7], track[frame, 8]) = (0.2, -0.15)
    }
    var feed = LiveLinkFeed(layout: layout, rate: .fps60, subject: "nova")
    #expect(feed.dropped == ["own"] && feed.absent.count == 49)
    var bytes = Data()
    for frame in 0..<30 { bytes += SmallBody.row(track, frame) { feed.packet($0, frame: frame + 600) }.bytes }
    let (take, notes) = try LiveLinkCapture.read(bytes, file: "take.livelink")
    #expect(notes.count == 1 && notes[0].sort == .read)
    let back = try take.resampled(to: .fps60).track
    #expect(back.frameCount == 30)
    for name in ["jawLeft", "jawRight", "tongueOut", "gaze.yaw", "gaze.pitch"] {
      let (sent, got) = (try #require(track.curve(name)), try #require(back.curve(name)))
      for (a, b) in zip(sent, got) { #expect(abs(a - b) < 1e-4, "\(name)") }
    }
    let (sent, got) = (
      try #require(track.rotations("head.rotation")), try #require(back.rotations("head.rotation"))
    )
    for (a, b) in zip(sent, got) { #expect(a.angle(to: b) < 2e-3) }
  }

  @Test("packets out of order are put in order, doubles and packets without a face are told")
  func disorder() throws {
    var faceless = Self.packet(5)
    faceless.values = []
    let headOnly = Data(Self.packet(0).bytes.prefix(51))
    let bytes = [1, 3, 2, 3, 4].map { Data(Self.packet($0, jaw: Float($0)).bytes) }
      .reduce(headOnly + Data(faceless.bytes), +)
    let (take, notes) = try LiveLinkCapture.read(bytes, file: "take")
    #expect(take.times.count == 4)
    #expect(take.columns[17] == "JawOpen")
    let jaws: [Float] = (0..<4).map { take.values[$0 * 61 + 17] }
    #expect(jaws == [1, 2, 3, 4])
    #expect(notes.map(\.sort) == [.read, .repaired, .leftOut, .leftOut])
    #expect(notes.last?.text == "2 packets show no face")
  }

  @Test("midnight is passed")
  func midnight() throws {
    let last: Int32 = 86_400 * 60 - 1
    let bytes = [last - 1, last, 0, 1].map { Data(Self.packet($0).bytes) }.reduce(Data(), +)
    let take = try LiveLinkCapture.read(bytes, file: "take").take
    for (index, time) in take.times.enumerated() { #expect(abs(time - Double(index) / 60) < 1e-6) }
  }

  @Test("what is no packet is refused, by name of what is wrong")
  func refused() throws {
    let good = Self.packet(1).bytes
    var other = good
    other[0] = 7
    #expect(throws: FormatsError.self) { try LiveLinkPacket(other, file: "p") }
    #expect(throws: FormatsError.self) { try LiveLinkPacket(good + [1], file: "p") }
    #expect(throws: FormatsError.self) { try LiveLinkPacket([], file: "p") }
    for length in 1..<good.count where length != 51 && length != 67 {
      #expect(throws: FormatsError.self) { try LiveLinkPacket(Array(good.prefix(length)), file: "p") }
    }
    for bit in 0..<(good.count * 8) {
      var flipped = good
      flipped[bit / 8] ^= 1 << (bit % 8)
      guard let packet = try? LiveLinkPacket(flipped, file: "p") else { continue }
      let isFinite = packet.values.allSatisfy { $0.isFinite }
      #expect(isFinite)
    }
    let two = Data(good + Self.packet(2, subject: "other").bytes)
    #expect(throws: FormatsError.self) { try LiveLinkCapture.read(two, file: "p") }
    #expect(throws: FormatsError.self) { try LiveLinkCapture.read(Data(), file: "p") }
  }
}
