import Motion
import StrategySDK

/// What the number-printing programs of all bindings must print: random numbers and times of frames, computed by the
/// Swift glue.
enum SharedNumbers {
  static let expected: [String] = {
    func bits(_ value: Double) -> String {
      let digits = String(value.bitPattern, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    var lines: [String] = []
    let streams: [(UInt64, String)] = [(0, ""), (7, "nods"), (.max, "blink"), (1 << 63, "gaze\u{e9}")]
    for (seed, label) in streams {
      var random = StrategyRandom(seed: seed, stream: label)
      for _ in 0..<4 { lines.append("\(random.next())") }
      lines.append(bits(random.unit()))
      lines.append(bits(random.within(-2...3)))
      lines.append(bits(random.sign()))
      lines.append(bits(random.normal()))
    }
    let rates: [(Int32, Int32)] = [(60, 1), (30000, 1001), (24000, 1001), (25, 1), (7, 3)]
    for (numerator, denominator) in rates {
      guard let rate = FrameRate(numerator: numerator, denominator: denominator) else { continue }
      for frame in [0, 1, 2, 3, 59, 1000, 123_457, 9_999_999] {
        lines.append("\(rate.time(ofFrame: frame).flicks)")
      }
    }
    return lines
  }()
}
