import Foundation

/// Reads decimal numbers from bytes, correctly rounded.
///
/// Up to 19 significant digits are gathered in an integer. Where that integer is below 2⁵³ and the power of ten
/// at most 10²², both are exact as Doubles and one multiplication or division rounds correctly (Clinger 1990);
/// everything else goes through the C library's `strtod`.
enum DecimalBytes {
  /// The longest number that is read, in bytes.
  static let longest = 512

  /// Reads the number at `at` and moves behind it.
  ///
  /// - Returns: `nil`, with `at` where it was, when no finite number stands there.
  @inline(__always)
  static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Double? {
    let end = bytes.count
    var p = at
    guard p < end else { return nil }
    var isNegative = false
    if bytes[p] == 0x2D {
      isNegative = true
      p += 1
    } else if bytes[p] == 0x2B {
      p += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var seen = false
    while p < end {
      let digit = bytes[p] &- 0x30
      guard digit < 10 else { break }
      seen = true
      if digits < 19 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        if mantissa != 0 { digits &+= 1 }
      } else {
        digits &+= 1
        exponent &+= 1
      }
      p &+= 1
    }
    if p < end, bytes[p] == 0x2E {
      p &+= 1
      while p < end {
        let digit = bytes[p] &- 0x30
        guard digit < 10 else { break }
        seen = true
        if digits < 19 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          if mantissa != 0 { digits &+= 1 }
          exponent &-= 1
        } else {
          digits &+= 1
        }
        p &+= 1
      }
    }
    guard seen else { return nil }
    if p < end, bytes[p] | 0x20 == 0x65 {
      guard let written = power(bytes, &p) else { return nil }
      exponent += written
    }
    var value: Double
    if digits <= 19, mantissa < 1 << 53, exponent >= -22, exponent <= 22 {
      value = Double(mantissa)
      if exponent < 0 { value /= powers[-exponent] } else if exponent > 0 { value *= powers[exponent] }
      if isNegative { value = -value }
    } else {
      guard p - at <= longest, let slow = slowly(bytes, at..<p) else { return nil }
      value = slow
    }
    at = p
    return value
  }

  /// The exponent behind an `e`; at most 99999 in size, which is zero or too much for any Double.
  private static func power(_ bytes: UnsafeBufferPointer<UInt8>, _ p: inout Int) -> Int? {
    p += 1
    var isDown = false
    if p < bytes.count, bytes[p] == 0x2D || bytes[p] == 0x2B {
      isDown = bytes[p] == 0x2D
      p += 1
    }
    guard p < bytes.count, bytes[p] &- 0x30 < 10 else { return nil }
    var written = 0
    while p < bytes.count, bytes[p] &- 0x30 < 10 {
      written = min(99_999, written * 10 + Int(bytes[p] - 0x30))
      p += 1
    }
    return isDown ? -written : written
  }

  private static func slowly(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Double? {
    var text = bytes[range].map { CChar(bitPattern: $0) }
    text.append(0)
    let value = strtod(text, nil)
    return value.isFinite ? value : nil
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]
}
