import ArgumentParser
import Motion

/// A frame rate as it is typed: a whole number, or a fraction such as 30000/1001.
enum RateText {
  /// - Throws: `ValidationError` that names the option.
  static func rate(_ text: String, option: String) throws -> FrameRate {
    let parts = text.split(separator: "/", maxSplits: 1).map { Int32($0) }
    guard let numerator = parts.first ?? nil, let denominator = parts.count == 2 ? parts[1] : 1,
      let rate = FrameRate(numerator: numerator, denominator: denominator)
    else { throw ValidationError("\(option) must lie in 1...1000, as 60 or 30000/1001") }
    return rate
  }
}
