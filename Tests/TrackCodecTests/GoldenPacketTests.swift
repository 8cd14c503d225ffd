import CTrackCodec
import Foundation
import Motion
import Testing
import TrackCodec

/// Streams and clips of every version of the format, kept for ever: each later decoder gives the same bits.
@Suite struct GoldenPacketTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .appendingPathComponent("Fixtures/packets")

  static let versions = ["1.0"]

  private static func read(_ version: String, _ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent(version).appendingPathComponent(name)))
  }

  /// FNV-1a over the bits of floats, low byte first.
  static func hash(_ poses: [[Float]]) -> String {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for pose in poses {
      for bits in pose.bits {
        for shift in [0, 8, 16, 24] as [UInt32] {
          value ^= UInt64(bits >> shift & 255)
          value = value &* 0x100_0000_01B3
        }
      }
    }
    return String(value, radix: 16)
  }

  /// Packets of a stream file: each behind its length in two bytes.
  static func packets(_ bytes: [UInt8]) -> [[UInt8]] {
    var out: [[UInt8]] = []
    var at = 0
    while at + 2 <= bytes.count {
      let count = Int(bytes[at]) | Int(bytes[at + 1]) << 8
      guard at + 2 + count <= bytes.count else { break }
      out.append(Array(bytes[at + 2..<at + 2 + count]))
      at += 2 + count
    }
    return out
  }

  @Test("streams and clips of every version decode to the bits they had", arguments: versions)
  func decode(version: String) throws {
    let schema = try Self.read(version, "schema.bin")
    var lines: [String] = []
    for name in ["reliable", "lossy"] {
      let swift = TrackDecoder(schema: try TrackSchema(packet: schema))
      let c = try #require(CDecoder(schema))
      var a: [[Float]] = []
      var b: [[Float]] = []
      for packet in Self.packets(try Self.read(version, "\(name).bin")) {
        let result = c.receive(packet)
        guard case .decoded(let range) = swift.receive(packet) else { continue }
        #expect(result.outcome == 0)
        for frame in range {
          a.append(try #require(swift.pose(frame: frame)))
          b.append(try #require(c.pose(frame)))
        }
      }
      #expect(Self.hash(a) == Self.hash(b))
      lines.append("\(name) \(a.count) \(Self.hash(a))")
    }
    let clip = try TrackClip(bytes: Self.read(version, "clip.mtc"))
    let track = try clip.track()
    let c = try #require(CDecoder(clip.schema.encoded()))
    let a = (0..<track.frameCount).map { SyntheticTake.frame(track, $0) }
    let b = try (0..<track.frameCount).map { try #require(c.clipPose(clip.bytes, UInt32($0))) }
    #expect(Self.hash(a) == Self.hash(b))
    lines.append("clip \(a.count) \(Self.hash(a))")
    let expected = String(decoding: try Self.read(version, "expected.txt"), as: UTF8.self)
    #expect(lines.joined(separator: "\n") + "\n" == expected)
  }

  @Test(
    "the fixtures of a new version are written where RECORD_PACKETS names it",
    .enabled(if: ProcessInfo.processInfo.environment["RECORD_PACKETS"] != nil, "RECORD_PACKETS is unset"))
  func record() throws {
    let version = try #require(ProcessInfo.processInfo.environment["RECORD_PACKETS"])
    let folder = Self.root.appendingPathComponent(version)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let track = SyntheticTake.track(frames: 64)
    var lines: [String] = []
    for (name, profile) in [("reliable", TrackEncoder.Profile.reliable), ("lossy", .lossy)] {
      let (schema, packets) = try SyntheticTake.packets(track, bound: .tight, profile: profile)
      try Data(schema.encoded()).write(to: folder.appendingPathComponent("schema.bin"))
      let bytes = packets.flatMap { [UInt8($0.count & 255), UInt8($0.count >> 8)] + $0 }
      try Data(bytes).write(to: folder.appendingPathComponent("\(name).bin"))
      let decoder = TrackDecoder(schema: schema)
      var poses: [[Float]] = []
      for packet in packets {
        guard case .decoded(let range) = decoder.receive(packet) else { continue }
        for frame in range { poses.append(try #require(decoder.pose(frame: frame))) }
      }
      lines.append("\(name) \(poses.count) \(Self.hash(poses))")
    }
    let clip = try TrackClip(track, design: SchemaDesign(bound: .tight), blockFrames: 30)
    try Data(clip.bytes).write(to: folder.appendingPathComponent("clip.mtc"))
    let back = try clip.track()
    lines.append("clip 64 \(Self.hash((0..<64).map { SyntheticTake.frame(back, $0) }))")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(
      to: folder.appendingPathComponent("expected.txt"))
  }
}
