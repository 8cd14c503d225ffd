import Motion

extension TrackSchema {
  /// First byte of every schema packet, clip and frame packet differ; a schema starts with these four.
  static let magic: [UInt8] = [0x4D, 0x54, 0x53, 0x31]
  /// Major and minor version, four bits each.
  static let version: UInt8 = 0x10
  private static let kinds: [Channel.Kind] = [.weight, .angle, .rotation, .translation]

  /// The schema packet: what a receiver must have before anything else.
  public func encoded() -> [UInt8] {
    var out = ByteWriter()
    out.bytes = Self.magic
    out.u8(Self.version)
    out.u8(UInt8(framesPerPacket))
    out.varint(UInt64(rate.numerator))
    out.varint(UInt64(rate.denominator))
    out.varint(UInt64(audioRate))
    out.varint(UInt64(entries.count))
    for entry in entries {
      out.u8(UInt8(Self.kinds.firstIndex(of: entry.channel.kind) ?? 0))
      let name = Array(entry.channel.name.utf8)
      out.u8(UInt8(name.count))
      out.bytes += name
      out.varint(UInt64((entry.firstLink ?? -1) + 1))
      out.varint(UInt64((entry.secondLink ?? -1) + 1))
      for component in entry.components {
        out.u16(component.step.mantissa)
        out.u8(component.step.exponent)
        out.zigzag(Int64(component.minimum))
        out.zigzag(Int64(component.maximum))
        out.zigzag(Int64(component.reference))
        out.u8(component.spread)
        out.u8(component.motion)
        for axis in 0..<3 { out.zigzag(Int64(component.pull[axis])) }
      }
    }
    out.u32(Checksum.crc32(out.bytes))
    return out.bytes
  }

  /// The checksum at the end of the schema packet, by which other packets name their schema.
  public var hash: UInt32 {
    let bytes = encoded()
    var reader: UInt32 = 0
    for byte in bytes.suffix(4).reversed() { reader = reader << 8 | UInt32(byte) }
    return reader
  }

  /// Reads a schema packet.
  public init(packet bytes: [UInt8]) throws(TrackCodecError) {
    guard bytes.count >= 9, Array(bytes[0..<4]) == Self.magic else {
      throw .schema("does not start with MTS1")
    }
    guard bytes[4] >> 4 == Self.version >> 4 else { throw .version(bytes[4]) }
    guard bytes[4] & 15 <= Self.version & 15 else { throw .version(bytes[4]) }
    var stored: UInt32 = 0
    for byte in bytes.suffix(4).reversed() { stored = stored << 8 | UInt32(byte) }
    guard Checksum.crc32(bytes.dropLast(4)) == stored else {
      throw .schema("checksum does not fit the bytes")
    }
    let parsed = bytes.dropLast(4).withUnsafeBufferPointer { raw in
      var reader = ByteReader(raw, from: 5)
      return Self.parse(&reader)
    }
    guard let parsed else { throw .schema("ends early or holds a number out of range") }
    try self.init(
      entries: parsed.entries, rate: parsed.rate, framesPerPacket: parsed.frames, audioRate: parsed.audio)
  }

  private static func parse(
    _ reader: inout ByteReader
  ) -> (entries: [Entry], rate: FrameRate, frames: Int, audio: Int)? {
    guard let frames = reader.u8(), let numerator = reader.varint(limit: 1_000_000),
      let denominator = reader.varint(limit: 1_000_000),
      let rate = FrameRate(numerator: Int32(numerator), denominator: Int32(denominator)),
      let audio = reader.varint(limit: 1_000_000),
      let count = reader.varint(limit: UInt64(largestChannelCount))
    else { return nil }
    var entries: [Entry] = []
    for index in 0..<count {
      guard let entry = parseEntry(&reader, before: index) else { return nil }
      entries.append(entry)
    }
    return reader.position == reader.bytes.count ? (entries, rate, Int(frames), Int(audio)) : nil
  }

  private static func parseEntry(_ reader: inout ByteReader, before index: UInt64) -> Entry? {
    guard let code = reader.u8(), Int(code) < kinds.count, let length = reader.u8(), length > 0,
      reader.position + Int(length) <= reader.bytes.count
    else { return nil }
    let raw = reader.bytes[reader.position..<reader.position + Int(length)]
    guard let name = String(validating: raw, as: UTF8.self) else { return nil }
    reader.position += Int(length)
    guard let first = reader.varint(limit: index), let second = reader.varint(limit: index) else {
      return nil
    }
    let kind = kinds[Int(code)]
    var components: [Component] = []
    for _ in 0..<componentCount(of: kind) {
      guard let mantissa = reader.u16(), let exponent = reader.u8(),
        let step = Step(mantissa: mantissa, exponent: exponent), let minimum = reader.zigzag(),
        let maximum = reader.zigzag(), let reference = reader.zigzag(),
        let low = Int32(exactly: minimum), let high = Int32(exactly: maximum),
        let rest = Int32(exactly: reference), let spread = reader.u8(), let motion = reader.u8()
      else { return nil }
      var pull = SIMD3<Int16>.zero
      for axis in 0..<3 {
        guard let value = reader.zigzag(), let weight = Int16(exactly: value) else { return nil }
        pull[axis] = weight
      }
      components.append(
        Component(
          step: step, minimum: low, maximum: high, reference: rest, spread: spread, motion: motion, pull: pull
        ))
    }
    return Entry(
      channel: Channel(name, kind: kind), components: components,
      firstLink: first == 0 ? nil : Int(first) - 1, secondLink: second == 0 ? nil : Int(second) - 1)
  }
}
