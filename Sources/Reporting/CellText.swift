import Foundation

extension Table.Cell {
  /// The cell as people read it, safe for a terminal.
  var plain: String {
    switch self {
    case .text(let text): SafeText.escaped(text)
    case .integer(let number): "\(number)"
    case .number(let number, let digits): NumberText.fixed(number, digits: digits) ?? "undefined"
    case .missing(let reason): reason.isEmpty ? "–" : "undefined: \(SafeText.escaped(reason))"
    case .flag(let flag): flag ? "yes" : "no"
    }
  }

  /// The cell as CSV and TSV hold it, before quoting; empty when missing.
  var bare: String {
    switch self {
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .number(let number, _): number.isFinite ? "\(number)" : ""
    case .missing: ""
    case .flag(let flag): flag ? "true" : "false"
    }
  }

  /// The cell as a JSON value.
  var json: String {
    switch self {
    case .text(let text): JSONTable.string(text)
    case .integer, .flag: bare
    case .number(let number, _): number.isFinite ? "\(number)" : "null"
    case .missing: "null"
    }
  }

  /// Whether shortening it would falsify it.
  var isNumeric: Bool {
    switch self {
    case .integer, .number, .flag: true
    case .text, .missing: false
    }
  }
}

/// Numbers as people read them.
public enum NumberText {
  /// A number with a fixed count of decimals, 0…17; `nil` when it is not finite.
  ///
  /// A number that would print as zero without being it gets two significant digits instead, and zero
  /// never has a sign.
  public static func fixed(_ number: Double, digits: Int) -> String? {
    guard number.isFinite else { return nil }
    let places = min(17, max(0, digits))
    if number.magnitude >= 1e15 { return String(format: "%.6g", number) }
    let text = String(format: "%.\(places)f", number)
    guard Double(text) == 0 else { return text }
    return number == 0 ? String(format: "%.\(places)f", 0.0) : String(format: "%.1e", number)
  }

  /// Decimals that show three or four significant digits of numbers of this size.
  public static func digits(for number: Double) -> Int {
    switch number.magnitude {
    case ..<10: 3
    case ..<100: 2
    case ..<1000: 1
    default: 0
    }
  }
}
