/// A number as JSON writes it: whole numbers that fit 64 bits apart from all others.
enum JSONNumeral {
  case integer(Int64)
  case number(Double)

  /// Characters of the longest number that is read.
  static let longest = 1024

  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    }
  }
}

extension JSONReader {
  /// Takes a number; always finite.
  public mutating func number() throws(FormatsError) -> Double {
    skipSpace()
    return try numeral().double
  }

  /// Takes a number and keeps whole ones exact.
  mutating func numeral() throws(FormatsError) -> JSONNumeral {
    let start = position
    let isNegative = bytes[safe: position] == 0x2D
    if isNegative { position += 1 }
    var digits = JSONDigits()
    if bytes[safe: position] == 0x30 {
      position += 1
      guard !isDigit else {
        throw fault(at: start, "has a number with a leading zero", cure: "write it without, or as a text")
      }
    } else {
      guard isDigit else { throw expected("a number") }
      takeDigits(&digits)
    }
    var isWhole = true
    var exponent = 0
    if bytes[safe: position] == 0x2E {
      isWhole = false
      position += 1
      guard isDigit else { throw expected("a digit behind the decimal point") }
      let before = digits.dropped
      let from = position
      takeDigits(&digits)
      // Digits that were taken scale the number down; those that were dropped are behind its precision.
      exponent = -(position - from) + digits.dropped - before
    }
    if bytes[safe: position] | 0x20 == 0x65 {
      isWhole = false
      position += 1
      let isDown = bytes[safe: position] == 0x2D
      if isDown || bytes[safe: position] == 0x2B { position += 1 }
      guard isDigit else { throw expected("a digit of the exponent") }
      var written = 0
      while isDigit {
        written = min(written * 10 + Int(bytes[position] - 0x30), 1_000_000)
        position += 1
      }
      exponent += isDown ? -written : written
    }
    guard position - start <= JSONNumeral.longest else {
      throw fault(
        at: start, "has a number of more than \(JSONNumeral.longest) characters",
        cure: "write it with fewer digits")
    }
    if isWhole, digits.dropped == 0 {
      if !isNegative, let value = Int64(exactly: digits.value) { return .integer(value) }
      if isNegative, digits.value <= UInt64(Int64.max) + 1 {
        return .integer(Int64(truncatingIfNeeded: 0 &- digits.value))
      }
    }
    return try rounded(digits, exponent, isNegative, start)
  }

  private mutating func rounded(
    _ digits: JSONDigits, _ exponent: Int, _ isNegative: Bool, _ start: Int
  ) throws(FormatsError) -> JSONNumeral {
    var value: Double
    if digits.dropped == 0, digits.value <= 1 << 53, abs(exponent) < JSONDigits.powers.count {
      // Both are exact, so one operation rounds once (Clinger 1990).
      let power = JSONDigits.powers[abs(exponent)]
      value = exponent < 0 ? Double(digits.value) / power : Double(digits.value) * power
      if isNegative { value = -value }
    } else {
      let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
      value = Double(text) ?? .nan
    }
    guard value.isFinite else {
      throw fault(
        at: start, "has a number beyond the range of 64-bit floating point", cure: "write a smaller number")
    }
    if value == value.rounded(), let whole = Int64(exactly: value) { return .integer(whole) }
    return .number(value)
  }

  private var isDigit: Bool { bytes[safe: position] &- 0x30 < 10 }

  private mutating func takeDigits(_ digits: inout JSONDigits) {
    while isDigit {
      digits.append(bytes[position] - 0x30)
      position += 1
    }
  }
}

/// The leading decimal digits of a number, as many as 64 bits hold.
struct JSONDigits {
  /// Powers of ten that a Double holds exactly.
  static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]

  private(set) var value: UInt64 = 0
  /// Digits behind those that fit.
  private(set) var dropped = 0

  mutating func append(_ digit: UInt8) {
    let (tens, over) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
    if dropped > 0 || over || carry { dropped += 1 } else { value = sum }
  }
}
