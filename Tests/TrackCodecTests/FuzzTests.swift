import CTrackCodec
import Foundation
import Motion
import Testing

@testable import TrackCodec

@Suite struct FuzzTests {
  private static let seeds = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .appendingPathComponent("Seeds/TrackCodec")

  /// A packet of the given bytes with a checksum that fits: damage that no checksum finds.
  private static func sealed(_ bytes: [UInt8], _ schema: TrackSchema, frame: UInt32, epoch: UInt16) -> [UInt8]
  {
    guard bytes.count >= 4 else { return bytes }
    var header = PacketHeader()
    header.session = 77
    header.epoch = epoch
    header.hash = schema.hash
    header.frame = frame
    var out = bytes
    let check = out.withUnsafeBufferPointer { raw in
      raw.baseAddress.map { header.checksum($0, count: raw.count - 2) } ?? 0
    }
    out[out.count - 2] = UInt8(check & 255)
    out[out.count - 1] = UInt8(check >> 8)
    return out
  }

  private static func within(_ pose: [Float], _ schema: TrackSchema) -> Bool {
    for (entry, column) in zip(schema.entries, schema.layout.offsets) {
      if entry.channel.kind == .rotation {
        var square: Float = 0
        for axis in 0..<4 { square += pose[column + axis] * pose[column + axis] }
        guard abs(square - 1) < 1e-4 else { return false }
        continue
      }
      for (axis, part) in entry.components.enumerated() {
        let low = Float(part.minimum) * part.step.value
        let high = Float(part.maximum) * part.step.value
        guard pose[column + axis] >= low, pose[column + axis] <= high else { return false }
      }
    }
    return true
  }

  @Test("turned bits, cuts, repeats and noise are reported, and both decoders agree") func plainDamage()
    throws
  {
    let track = SyntheticTake.track(frames: 120)
    let (schema, packets) = try SyntheticTake.packets(track, bound: .visual, profile: .lossy)
    let swift = TrackDecoder(schema: schema)
    let c = try #require(CDecoder(schema.encoded()))
    var numbers = SeededNumbers(21)
    for round in 0..<4000 {
      var packet = packets[numbers.below(packets.count)]
      switch round % 5 {
      case 0: packet[numbers.below(packet.count)] ^= 1 << UInt8(numbers.below(8))
      case 1: packet = Array(packet.prefix(numbers.below(packet.count)))
      case 2: packet = (0..<numbers.below(300)).map { _ in numbers.byte() }
      case 3: for _ in 0..<3 { packet[numbers.below(packet.count)] = numbers.byte() }
      default: break
      }
      let whole = packets.contains(packet)
      let outcome = swift.receive(packet)
      let other = c.receive(packet)
      if case .decoded(let range) = outcome {
        #expect(whole && other.outcome == 0)
        for frame in range.suffix(3) {
          #expect(try #require(swift.pose(frame: frame)).bits == (try #require(c.pose(frame))).bits)
        }
      }
      if !whole && round % 5 < 2 { #expect(outcome != .held) }
      if round % 97 == 0 { swift.reset() }
      if round % 97 == 0 { c.reset() }
    }
  }

  @Test("damage under a fitting checksum neither crashes nor leaves a channel's range, and both agree")
  func sealedDamage() throws {
    let track = SyntheticTake.track(frames: 30)
    let (schema, packets) = try SyntheticTake.packets(track, bound: .tight)
    let swift = TrackDecoder(schema: schema)
    let c = try #require(CDecoder(schema.encoded()))
    #expect(swift.receive(packets[0]) == .decoded(0..<3))
    _ = c.receive(packets[0])
    var numbers = SeededNumbers(22)
    var decoded = 0
    for _ in 0..<1500 {
      var packet: [UInt8] = [0x80, UInt8(truncatingIfNeeded: swift.nextFrame)]
      packet += (0..<numbers.below(200)).map { _ in numbers.below(4) == 0 ? 255 : numbers.byte() }
      packet += [0, 0]
      if numbers.below(10) == 0 { packet[0] = 0xA0 }
      packet = Self.sealed(packet, schema, frame: swift.nextFrame, epoch: 0)
      let outcome = swift.receive(packet)
      let other = c.receive(packet)
      guard case .decoded(let range) = outcome else { continue }
      decoded += 1
      #expect(other.outcome == 0)
      for frame in range {
        let pose = try #require(swift.pose(frame: frame))
        #expect(Self.within(pose, schema))
        #expect(pose.bits == (try #require(c.pose(frame))).bits)
      }
    }
    #expect(decoded > 1000)
  }

  @Test("schemas and clips of any bytes under a fitting checksum are read or refused alike")
  func sealedFiles() throws {
    let schema = try SchemaDesign(bound: .tight).schema(for: SyntheticTake.track(frames: 30)).encoded()
    var numbers = SeededNumbers(23)
    for _ in 0..<1500 {
      var bytes = schema
      for _ in 0...numbers.below(3) { bytes[5 + numbers.below(bytes.count - 9)] = numbers.byte() }
      let check = Checksum.crc32(bytes.dropLast(4))
      for index in 0..<4 {
        bytes[bytes.count - 4 + index] = UInt8(truncatingIfNeeded: check >> UInt32(8 * index))
      }
      let parsed = try? TrackSchema(packet: bytes)
      let other = CDecoder(bytes)
      if let parsed { #expect(other?.width == parsed.layout.width) }
    }
  }

  @Test("the seeds are read or refused without a crash") func seeds() throws {
    let files = try FileManager.default.contentsOfDirectory(at: Self.seeds, includingPropertiesForKeys: nil)
    #expect(files.count >= 5)
    let track = SyntheticTake.track(frames: 6)
    let (schema, _) = try SyntheticTake.packets(track, bound: .tight)
    for file in files {
      let bytes = [UInt8](try Data(contentsOf: file))
      _ = try? TrackSchema(packet: bytes)
      _ = CDecoder(bytes)
      _ = try? TrackClip(bytes: bytes).track()
      let outcome = TrackDecoder(schema: schema).receive(bytes)
      if case .decoded = outcome { Issue.record("\(file.lastPathComponent) is no packet of this schema") }
      _ = CDecoder(schema.encoded())?.receive(bytes)
      _ = CDecoder(schema.encoded())?.clipPose(bytes, 0)
    }
  }
}
