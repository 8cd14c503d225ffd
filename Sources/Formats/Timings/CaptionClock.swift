import Motion

/// Times of captions, `[hours:]minutes:seconds.milliseconds`, and the arrow between two of them.
enum CaptionClock {
  /// A time of one to five digits of hours (which may be absent), two of minutes and seconds below 60, and up
  /// to three behind a point or comma. `nil` for anything else.
  static func time(_ text: Substring) -> MediaTime? {
    var numbers: [Int64] = []
    var value: Int64 = 0
    var digits = 0
    var fraction: Int?
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        digits += 1
        guard digits <= 5 else { return nil }
        value = value * 10 + Int64(byte - 0x30)
      case UInt8(ascii: ":"):
        guard fraction == nil, digits > 0, numbers.count < 2 else { return nil }
        numbers.append(value)
        (value, digits) = (0, 0)
      case UInt8(ascii: "."), UInt8(ascii: ","):
        guard fraction == nil, digits > 0 else { return nil }
        numbers.append(value)
        (value, digits, fraction) = (0, 0, 0)
      default: return nil
      }
    }
    if fraction == nil {
      guard digits > 0 else { return nil }
      numbers.append(value)
      (value, digits) = (0, 3)
    }
    guard (1...3).contains(digits), (2...3).contains(numbers.count) else { return nil }
    for _ in digits..<3 { value *= 10 }
    let seconds = numbers[numbers.count - 1], minutes = numbers[numbers.count - 2]
    let hours = numbers.count == 3 ? numbers[0] : 0
    guard seconds < 60, minutes < 60, hours < 8_766 else { return nil }
    return .milliseconds(((hours * 60 + minutes) * 60 + seconds) * 1000 + value)
  }

  /// Start and end of a line with an arrow, and whether a comma stands in one; what follows the second time
  /// is settings.
  static func span(_ line: TimingText.Line, file: String) throws(FormatsError) -> (
    start: MediaTime, end: MediaTime, hasComma: Bool
  ) {
    let place = TimingPlace(file: file, line: line.number)
    let fields = line.fields(4)
    var times: [Substring] = []
    if fields.count >= 3, fields[1] == "-->" {
      times = [fields[0], fields[2]]
    } else {
      // The blanks around the arrow may be absent.
      let text = line.text
      if let arrow = text.firstRange(of: "-->") {
        let left = text[..<arrow.lowerBound].filter { !$0.isWhitespace }
        let right = text[arrow.upperBound...].split(whereSeparator: \.isWhitespace).first ?? ""
        times = [Substring(left), right]
      }
    }
    guard times.count == 2, let start = time(times[0]), let end = time(times[1]) else {
      throw place.malformed(
        "'\(line.text.prefix(60))' is not a pair of times", cure: "write it as 00:00:01.000 --> 00:00:02.000")
    }
    return (start, end, times.contains { $0.contains(",") })
  }

  /// Whether an arrow stands on the line.
  static func hasArrow(_ line: TimingText.Line) -> Bool {
    let bytes = line.bytes
    var dashes = 0
    for byte in bytes {
      if byte == UInt8(ascii: ">"), dashes >= 2 { return true }
      dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
    }
    return false
  }
}
