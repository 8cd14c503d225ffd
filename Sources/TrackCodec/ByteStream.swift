/// Appends numbers, little-endian or in seven-bit groups.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func u8(_ value: UInt8) { bytes.append(value) }

  mutating func u16(_ value: UInt16) {
    for shift in [0, 8] { u8(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func u32(_ value: UInt32) {
    for shift in [0, 8, 16, 24] { u8(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// Seven bits a byte, lowest first; the high bit says that more follow.
  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 127 {
      u8(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    u8(UInt8(rest))
  }

  /// A signed number as a varint: 0, −1, 1, −2 … become 0, 1, 2, 3 ….
  mutating func zigzag(_ value: Int64) { varint(UInt64(bitPattern: value << 1 ^ value >> 63)) }
}

/// Reads what ``ByteWriter`` wrote; `nil` past the end.
struct ByteReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  mutating func u8() -> UInt8? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func u16() -> UInt16? {
    guard let low = u8(), let high = u8() else { return nil }
    return UInt16(low) | UInt16(high) << 8
  }

  mutating func u32() -> UInt32? {
    guard let low = u16(), let high = u16() else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  mutating func varint(limit: UInt64 = .max) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = u8() {
      guard shift < 63 else { return nil }
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value <= limit ? value : nil }
      shift += 7
    }
    return nil
  }

  mutating func zigzag() -> Int64? {
    guard let value = varint() else { return nil }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}
