import Motion

/// Times written as on a clock.
enum ClockTime {
  /// `HH:MM:SS.fff` or `MM:SS.fff`, with a point or a comma before the fraction, which may be absent. The first
  /// number may have up to five digits; minutes behind hours and seconds are below 60. `nil` for anything else.
  static func parse(_ text: String) -> MediaTime? {
    var numbers = [0, 0, 0]
    var count = 0
    var digits = 0
    var fraction = 0.0
    var scale = 0.0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        let digit = Int(byte) - 0x30
        if scale > 0 {
          guard digits <= 9 else { return nil }
          fraction += Double(digit) * scale
          scale /= 10
        } else {
          guard digits <= (count == 0 ? 5 : 2) else { return nil }
          numbers[count] = numbers[count] * 10 + digit
        }
      case UInt8(ascii: ":"):
        guard digits > 0, count < 2, scale == 0 else { return nil }
        count += 1
        digits = 0
      case UInt8(ascii: "."), UInt8(ascii: ","):
        guard digits > 0, count > 0, scale == 0 else { return nil }
        digits = 0
        scale = 0.1
      default: return nil
      }
    }
    guard digits > 0, count > 0 else { return nil }
    if count == 1 { numbers = [0, numbers[0], numbers[1]] }
    guard numbers[2] < 60, count == 1 || numbers[1] < 60 else { return nil }
    let whole = (numbers[0] * 60 + numbers[1]) * 60 + numbers[2]
    guard let rest = MediaTime(seconds: fraction), Double(whole) <= MediaTime.largestSeconds else {
      return nil
    }
    return MediaTime(flicks: Int64(whole) * MediaTime.flicksPerSecond) + rest
  }
}
