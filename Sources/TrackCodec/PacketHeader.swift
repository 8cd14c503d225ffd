import Motion

/// What stands before the coded frames of a packet, and what its checksum is bound to.
struct PacketHeader {
  /// Set back to the beginning before the first frame.
  var key = false
  /// Names session, epoch, schema and frame in full.
  var full = false
  var session: UInt32 = 0
  var epoch: UInt16 = 0
  var hash: UInt32 = 0
  /// Number of the first frame.
  var frame: UInt32 = 0
  /// Audio sample of the first frame where it is said: whole in a full header, else against the expected one.
  var audio: Int64?

  static let mark: UInt8 = 0x80
  static let keyBit: UInt8 = 0x20
  static let fullBit: UInt8 = 0x10
  static let audioBit: UInt8 = 0x08
  /// Longest header in bytes.
  static let room = 2 + 1 + 4 + 2 + 4 + 5 + 10

  /// Writes the header; gives its length.
  func write(to out: UnsafeMutablePointer<UInt8>) -> Int {
    out[0] =
      Self.mark | (key ? Self.keyBit : 0) | (full ? Self.fullBit : 0) | (audio != nil ? Self.audioBit : 0)
    out[1] = UInt8(truncatingIfNeeded: frame)
    var at = 2
    func number(_ value: UInt64, _ bytes: Int, _ at: inout Int) {
      for index in 0..<bytes { out[at + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
      at += bytes
    }
    func varint(_ value: UInt64, _ at: inout Int) {
      var rest = value
      while rest > 127 {
        out[at] = UInt8(truncatingIfNeeded: rest) | 128
        at += 1
        rest >>= 7
      }
      out[at] = UInt8(rest)
      at += 1
    }
    if full {
      out[at] = TrackSchema.version
      at += 1
      number(UInt64(session), 4, &at)
      number(UInt64(epoch), 2, &at)
      number(UInt64(hash), 4, &at)
      varint(UInt64(frame), &at)
    }
    if let audio { varint(UInt64(bitPattern: audio << 1 ^ audio >> 63), &at) }
    return at
  }

  /// The checksum of a packet: over what a short header leaves out, then over its bytes.
  func checksum(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt16 {
    var bound = (UInt64(session), UInt64(epoch) | UInt64(hash) << 16, UInt64(frame))
    bound.0 = bound.0.littleEndian
    bound.1 = bound.1.littleEndian
    bound.2 = bound.2.littleEndian
    let seed = withUnsafeBytes(of: &bound) { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in
        bytes.baseAddress.map { Checksum.crc16($0, count: 24, seed: 0xFFFF) } ?? 0
      }
    }
    return Checksum.crc16(bytes, count: count, seed: seed)
  }
}

/// When audio samples sound, relative to frames: a packet that keeps this pace need not say its sample.
struct AudioPace {
  let rate: Int64
  let numerator: Int64
  let denominator: Int64
  var frame: Int64 = 0
  var sample: Int64 = 0

  init(_ schema: TrackSchema) {
    rate = Int64(schema.audioRate)
    numerator = Int64(schema.rate.numerator)
    denominator = Int64(schema.rate.denominator)
  }

  /// The sample at a frame, going on from the last one told.
  func sample(at other: Int64) -> Int64 {
    let distance = min(1 << 20, max(0, other &- frame))
    return sample &+ distance &* rate &* denominator / numerator
  }
}
