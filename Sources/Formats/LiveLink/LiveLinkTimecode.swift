/// The ways in which Live Link Face writes the part of a timecode behind the whole frame.
public enum TimecodeDialect: String, Sendable, CaseIterable {
  /// `HH:MM:SS:FF.fff`: a decimal fraction of frame FF, frames being 60ths.
  case frameFraction
  /// `HH:MM:SS:FF.mmm`: milliseconds of the second, FF being 60ths rounded down.
  case milliseconds
  /// No text at all: packets tell a frame's number, the part of a frame behind it and the rate.
  case packets

  /// The dialect in words.
  public var summary: String {
    switch self {
    case .frameFraction: "fraction of a 60th behind the dot"
    case .milliseconds: "milliseconds of the second behind the dot"
    case .packets: "number of a frame and the part behind it"
    }
  }
}

/// One timecode, not yet interpreted.
struct LiveLinkTimecode {
  var seconds: Int
  var frame: Int
  var fraction: Double

  /// Parses `HH:MM:SS:FF.fff`; the dot and what follows may be missing.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let last = parts[3].split(separator: ".", omittingEmptySubsequences: false)
    guard last.count <= 2 else { return nil }
    let numbers = [parts[0], parts[1], parts[2], last[0]].map(Self.number)
    guard let hours = numbers[0], let minutes = numbers[1], let seconds = numbers[2], let frame = numbers[3],
      hours < 24, minutes < 60, seconds < 60, frame < 60
    else { return nil }
    var fraction = 0.0
    if last.count == 2 {
      guard let digits = Self.number(last[1]) else { return nil }
      fraction = Double(digits)
      for _ in 0..<last[1].utf8.count { fraction /= 10 }
    }
    self.seconds = (hours * 60 + minutes) * 60 + seconds
    self.frame = frame
    self.fraction = fraction
  }

  /// Seconds since midnight.
  func time(_ dialect: TimecodeDialect) -> Double {
    switch dialect {
    case .frameFraction, .packets: Double(seconds) + (Double(frame) + fraction) / 60
    case .milliseconds: Double(seconds) + fraction
    }
  }

  /// The dialect that these timecodes are in.
  ///
  /// Milliseconds are believed only when they all lie within the frame that they stand behind, and then of
  /// the two readings the one with more even steps; one or two rows have no steps to speak of.
  static func dialect(of codes: [LiveLinkTimecode]) -> TimecodeDialect {
    let fits = codes.allSatisfy { abs($0.fraction * 60 - Double($0.frame) - 0.5) <= 0.56 }
    guard fits, codes.contains(where: { $0.frame > 0 }) else { return .frameFraction }
    if codes.count < 3 { return .milliseconds }
    func unevenness(_ dialect: TimecodeDialect) -> Double {
      let times = unrolled(codes, dialect)
      let step = (times[times.count - 1] - times[0]) / Double(times.count - 1)
      return (1..<times.count).reduce(0.0) { $0 + abs(times[$1] - times[$1 - 1] - step) }
    }
    return unevenness(.milliseconds) < unevenness(.frameFraction) ? .milliseconds : .frameFraction
  }

  /// Times of all rows in seconds, a passage of midnight counted on.
  static func unrolled(_ codes: [LiveLinkTimecode], _ dialect: TimecodeDialect) -> [Double] {
    var day = 0.0
    var previous = 0.0
    return codes.map { code in
      var time = code.time(dialect) + day
      if time < previous - 43_200 {
        day += 86_400
        time += 86_400
      }
      previous = time
      return time
    }
  }

  private static func number(_ digits: Substring) -> Int? {
    guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return nil
    }
    return Int(digits)
  }
}
