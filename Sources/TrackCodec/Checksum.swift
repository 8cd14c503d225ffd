/// The two checks of the format.
enum Checksum {
  private static let crc16: [UInt16] = (0..<16).map { (index: Int) -> UInt16 in
    var value = UInt16(index) << 12
    for _ in 0..<4 { value = value & 0x8000 != 0 ? value << 1 ^ 0x1021 : value << 1 }
    return value
  }

  private static let crc32: [UInt32] = (0..<16).map { (index: Int) -> UInt32 in
    var value = UInt32(index)
    for _ in 0..<4 { value = value & 1 != 0 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    return value
  }

  /// CRC-16 of polynomial 0x1021, high bit first, going on from `seed`.
  static func crc16(_ bytes: UnsafePointer<UInt8>, count: Int, seed: UInt16) -> UInt16 {
    var value = seed
    crc16.withUnsafeBufferPointer { table in
      for index in 0..<count {
        let byte = UInt16(bytes[index])
        value = value << 4 ^ table[Int(value >> 12 ^ byte >> 4)]
        value = value << 4 ^ table[Int(value >> 12 ^ byte & 15)]
      }
    }
    return value
  }

  /// CRC-32 as in zlib.
  static func crc32(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var value: UInt32 = .max
    crc32.withUnsafeBufferPointer { table in
      for byte in bytes {
        value ^= UInt32(byte)
        value = value >> 4 ^ table[Int(value & 15)]
        value = value >> 4 ^ table[Int(value & 15)]
      }
    }
    return ~value
  }

  /// CRC-32 of a slice of an array.
  static func crc32(_ bytes: some Collection<UInt8>) -> UInt32 {
    Array(bytes).withUnsafeBufferPointer { crc32($0) }
  }
}
