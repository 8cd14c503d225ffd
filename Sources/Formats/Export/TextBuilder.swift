import Foundation

/// Text that grows as bytes: numbers in their shortest form that reads back to the same Float.
struct TextBuilder {
  private(set) var bytes: [UInt8] = []

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func add(byte: UInt8) { bytes.append(byte) }

  mutating func add(_ value: Float) {
    if value == 0 {
      bytes.append(0x30)
    } else {
      var text = value.description
      text.withUTF8 { bytes.append(contentsOf: $0.hasSuffix(".0") ? $0.dropLast(2) : $0[...]) }
    }
  }

  mutating func add(_ value: Double) {
    var text = value.description
    text.withUTF8 { bytes.append(contentsOf: $0.hasSuffix(".0") ? $0.dropLast(2) : $0[...]) }
  }

  /// A text as JSON writes it, with its quotes.
  mutating func add(json text: String) { bytes.append(contentsOf: JSONValue.string(text).text) }

  /// A field of a comma separated table (RFC 4180), in quotes where it needs them.
  ///
  /// Zero bytes, which no table may hold, are left out.
  mutating func add(field text: String) {
    let text = text.utf8.contains(0) ? text.replacingOccurrences(of: "\0", with: "") : text
    let needsQuotes =
      text.isEmpty || text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      || text.utf8.first == 0x20 || text.utf8.last == 0x20
    guard needsQuotes else { return add(text) }
    add("\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"")
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func hasSuffix(_ text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount
      && (0..<text.utf8CodeUnitCount).allSatisfy {
        self[count - text.utf8CodeUnitCount + $0] == text.utf8Start[$0]
      }
  }
}
