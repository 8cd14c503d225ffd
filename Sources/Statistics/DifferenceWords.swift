import Foundation

/// A difference and its interval as text, with as many decimals as the width of the interval supports.
struct DifferenceWords {
  /// For instance `+0.120 [0.080, 0.170]`.
  let text: String
  private let decimals: Int?

  init(mean: Double, interval: ConfidenceInterval) {
    let numbers = [mean, interval.low, interval.high]
    decimals = Self.decimals(numbers, width: interval.high - interval.low)
    let low = Self.plain(interval.low, decimals)
    let high = Self.plain(interval.high, decimals)
    let center = Self.plain(mean, decimals)
    text = "\(mean > 0 ? "+" : "")\(center) [\(low), \(high)]"
  }

  /// A number with the decimals of the difference, or more if it would vanish.
  func plain(_ value: Double) -> String {
    let text = Self.plain(value, decimals)
    return value != 0 && Double(text) == 0 ? Self.plain(value, nil) : text
  }

  /// p as `p = 0.0021`, never rounded up to the threshold of significance, `p < 0.0001` below that.
  static func text(p: Double) -> String {
    if p < 0.0001 { return "p < 0.0001" }
    let short = String(format: "%.2g", p)
    if p < Verdict.significance, (Double(short) ?? 1) >= Verdict.significance {
      return "p < \(Verdict.significance)"
    }
    return "p = \(short)"
  }

  /// Two digits of the width, more until no nonzero number prints as 0; `nil`: four significant digits.
  private static func decimals(_ numbers: [Double], width: Double) -> Int? {
    let nonzero = numbers.map(\.magnitude).filter { $0 > 0 }
    guard let smallest = nonzero.min(), let largest = nonzero.max() else { return 2 }
    guard largest < 1e7 else { return nil }
    let reference = width > 0 ? width : smallest
    var places = max(0, 1 - Int(log10(reference).rounded(.down)))
    while places <= 9, smallest < 0.5 * pow(10, -Double(places)) { places += 1 }
    return places <= 9 ? places : nil
  }

  private static func plain(_ value: Double, _ decimals: Int?) -> String {
    guard let decimals else { return String(format: "%.4g", value) }
    let text = String(format: "%.\(decimals)f", value)
    return Double(text) == 0 ? String(format: "%.\(decimals)f", 0.0) : text
  }
}
