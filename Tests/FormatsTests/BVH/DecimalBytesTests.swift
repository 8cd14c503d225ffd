import Foundation
import Testing

@testable import Formats

@Suite("Decimal numbers from bytes")
struct DecimalBytesTests {
  private func read(_ text: String) -> (value: Double?, end: Int) {
    var at = 0
    let value = Array(text.utf8).withUnsafeBufferPointer { DecimalBytes.number($0, &at) }
    return (value, at)
  }

  @Test(
    "are what the C library reads",
    arguments: [
      "0", "-0", "1", "-12.5", "+3.25", ".5", "5.", "1e3", "1E-3", "-2.5e+2", "0.1", "0.3", "123456.789012",
      "179.999999999999", "9007199254740993", "0.30000000000000004", "2.2250738585072014e-308",
      "1.7976931348623157e308", "5e-324", "12345678901234567890", "0.000000000000000000000123456789",
      "8.5e-23", "1e22", "1e23", "123456789012345678901234567890e-10", "00000000000000000000000000001.5",
    ])
  func asStrtod(_ text: String) throws {
    let (value, end) = read(text)
    #expect(end == text.utf8.count)
    #expect(value?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
  }

  @Test("random ones of one to twenty digits, with every power of ten")
  func random() {
    var state: UInt64 = 7
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11
    }
    for _ in 0..<20_000 {
      let digits = String(next()) + String(next())
      let length = 1 + Int(next() % 20)
      var text = String(digits.prefix(length))
      text.insert(".", at: text.index(text.startIndex, offsetBy: Int(next() % UInt64(text.count + 1))))
      if next() % 3 == 0 { text += "e\(Int(next() % 60) - 30)" }
      if next() % 2 == 0 { text = "-" + text }
      #expect(read(text).value?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }

  @Test(
    "what is none is left where it stands",
    arguments: ["", "-", ".", "e5", "nan", "inf", "1e", "1e+", "--1", "x1", "1e400"])
  func refused(_ text: String) {
    let (value, end) = read(text)
    #expect(value == nil)
    #expect(end == 0)
  }
}
