import Motion
import Testing

@testable import TrackCodec

@Suite struct TrackSchemaTests {
  private func schema() throws -> TrackSchema {
    try SchemaDesign(bound: .tight).schema(for: SyntheticTake.track(frames: 30))
  }

  @Test("a schema packet reads back whole") func roundTrip() throws {
    let schema = try schema()
    #expect(try TrackSchema(packet: schema.encoded()) == schema)
  }

  @Test("both decoders name the same hash and width") func sameHash() throws {
    let schema = try schema()
    let decoder = try #require(CDecoder(schema.encoded()))
    #expect(decoder.width == schema.layout.width)
  }

  @Test("a schema cut or with one bit turned is refused by both") func damaged() throws {
    let bytes = try schema().encoded()
    for count in stride(from: 0, to: bytes.count, by: 97) {
      #expect(throws: TrackCodecError.self) { try TrackSchema(packet: Array(bytes.prefix(count))) }
      #expect(CDecoder(Array(bytes.prefix(count))) == nil)
    }
    var numbers = SeededNumbers(5)
    for _ in 0..<200 {
      var other = bytes
      other[numbers.below(other.count)] ^= 1 << UInt8(numbers.below(8))
      #expect(throws: TrackCodecError.self) { try TrackSchema(packet: other) }
      #expect(CDecoder(other) == nil)
    }
  }

  @Test("another major version is refused by name") func otherMajor() throws {
    var bytes = try schema().encoded()
    bytes[4] = 0x20
    #expect(throws: TrackCodecError.version(0x20)) { try TrackSchema(packet: bytes) }
  }

  @Test("two channels of one name are refused") func duplicates() {
    let component = TrackSchema.Component(step: .init(notAbove: 0.01), minimum: 0, maximum: 100, reference: 0)
    let entry = TrackSchema.Entry(channel: .weight("a"), components: [component])
    #expect(throws: TrackCodecError.self) {
      try TrackSchema(entries: [entry, entry], rate: FrameRate(frames: 30), framesPerPacket: 3, audioRate: 0)
    }
  }

  @Test(
    "a step is never above what was asked", arguments: [1e-9, 0.0001, 0.01, 0.004, 1, 333, 1e9] as [Float])
  func steps(value: Float) {
    let step = TrackSchema.Step(notAbove: value).value
    #expect(step <= max(value, 1e-12) && step > 0)
  }
}
