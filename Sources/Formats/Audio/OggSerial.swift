import Foundation

/// Gives the pages of an Ogg stream one serial number, so that equal audio gives equal bytes.
///
/// Encoders draw that number at random (RFC 3533, section 6: it tells streams of one file apart). It stands
/// in every page, and the page's checksum covers it.
enum OggSerial {
  /// The number that our files bear.
  static let fixed: UInt32 = 0x4D69_656E

  /// Rewrites serial numbers and checksums.
  ///
  /// - Returns: how many pages there are; `nil` when the bytes are not whole Ogg pages, one behind the other.
  @discardableResult
  static func rewrite(_ bytes: inout [UInt8], to serial: UInt32 = fixed) -> Int? {
    var at = 0
    var pages = 0
    while at < bytes.count {
      guard bytes.count - at >= 27, bytes[at..<(at + 4)].elementsEqual("OggS".utf8) else { return nil }
      let segments = Int(bytes[at + 26])
      guard bytes.count - at >= 27 + segments else { return nil }
      let body = bytes[(at + 27)..<(at + 27 + segments)].reduce(0) { $0 + Int($1) }
      let end = at + 27 + segments + body
      guard bytes.count >= end else { return nil }
      for byte in 0..<4 {
        bytes[at + 14 + byte] = UInt8(truncatingIfNeeded: serial >> UInt32(8 * byte))
        bytes[at + 22 + byte] = 0
      }
      let sum = checksum(bytes[at..<end])
      for byte in 0..<4 { bytes[at + 22 + byte] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * byte)) }
      at = end
      pages += 1
    }
    return pages
  }

  /// CRC-32 of a page whose own checksum field is zero: polynomial 0x04C11DB7, most significant bit first, no
  /// start value, no final inversion (RFC 3533).
  static func checksum(_ page: ArraySlice<UInt8>) -> UInt32 {
    page.reduce(0) { sum, byte in sum << 8 ^ table[Int(UInt8(truncatingIfNeeded: sum >> 24) ^ byte)] }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index) << 24) { sum, _ in
      sum & 0x8000_0000 == 0 ? sum << 1 : sum << 1 ^ 0x04C1_1DB7
    }
  }
}
