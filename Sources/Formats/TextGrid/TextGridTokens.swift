import Foundation
import Motion

/// The freestanding tokens of a Praat text file, each with its line.
struct TextGridTokens {
  private enum Token {
    case number(Double)
    case text(String)
    case flag(String)
  }

  /// Line of the last token read.
  private(set) var line = 1
  private let file: String
  private let bytes: [UInt8]
  private var at = 0
  private var lineAtCursor = 1

  /// Takes a file by its byte order mark; without one it is UTF-8. Praat's binary form is refused by name.
  init(_ data: Data, file: String) throws(FormatsError) {
    self.file = file
    if data.starts(with: Array("ooBinaryFile".utf8)) {
      throw .unsupported(
        file: file, place: "line 1", reason: "it is a binary TextGrid (ooBinaryFile)",
        cure: "save it in Praat as UTF-8 text")
    }
    bytes = try TimingText.decode(data, file: file)
  }

  func refuse(_ reason: String) -> FormatsError {
    .malformed(
      file: file, place: "line \(line)", reason: reason, cure: "correct it there or save it in Praat again")
  }

  func unsupported(_ reason: String) -> FormatsError {
    .unsupported(
      file: file, place: "line \(line)", reason: reason,
      cure: "save it in Praat as a text file, long or short")
  }

  mutating func number(_ what: @autoclosure () -> String) throws(FormatsError) -> Double {
    guard case .number(let value) = try next(what()) else { throw refuse("\(what()) is expected, a number") }
    return value
  }

  /// A number of seconds of less than a year either side of zero.
  mutating func time(_ what: @autoclosure () -> String) throws(FormatsError) -> Double {
    let value = try number(what())
    guard abs(value) <= MediaTime.largestSeconds else {
      throw refuse("\(what()) is \(value) s, more than a year")
    }
    return value
  }

  mutating func count(_ what: @autoclosure () -> String) throws(FormatsError) -> Int {
    let value = try number(what())
    guard value >= 0, value <= 1e8, value == value.rounded() else { throw refuse("\(what()) is \(value)") }
    return Int(value)
  }

  mutating func text(_ what: @autoclosure () -> String) throws(FormatsError) -> String {
    guard case .text(let value) = try next(what()) else {
      throw refuse("\(what()) is expected, a text in quotes")
    }
    return value
  }

  mutating func flag(_ what: @autoclosure () -> String) throws(FormatsError) -> String {
    guard case .flag(let value) = try next(what()) else { throw refuse("\(what()) is expected") }
    return value
  }

  /// Nothing but decoration may follow.
  mutating func finish() throws(FormatsError) {
    if try token() != nil { throw refuse("more follows after the last tier's last entry: a count is wrong") }
  }

  private mutating func next(_ what: @autoclosure () -> String) throws(FormatsError) -> Token {
    guard let token = try token() else {
      line = lineAtCursor
      throw refuse("the file ends where \(what()) is expected")
    }
    return token
  }

  private mutating func token() throws(FormatsError) -> Token? {
    while at < bytes.count {
      let byte = bytes[at]
      if Self.isBlank(byte) {
        advance()
        continue
      }
      if byte == Self.quote { return .text(try quoted()) }
      let first = at
      if byte == UInt8(ascii: "!") {
        while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
        continue
      }
      while at < bytes.count, !Self.isBlank(bytes[at]), bytes[at] != Self.quote { at += 1 }
      line = lineAtCursor
      if byte == UInt8(ascii: "<"), bytes[at - 1] == UInt8(ascii: ">"), at - first > 1 {
        return .flag(String(decoding: bytes[(first + 1)..<(at - 1)], as: UTF8.self))
      }
      let isNumber = byte >= 0x30 && byte <= 0x39 || byte == 0x2B || byte == 0x2D || byte == 0x2E
      // Words that writers other than Praat put where it wants a number; all else is decoration.
      guard isNumber || byte | 0x20 == UInt8(ascii: "n") || byte | 0x20 == UInt8(ascii: "i") else { continue }
      let text = String(decoding: bytes[first..<at], as: UTF8.self)
      if isNumber {
        if let value = Double(text), value.isFinite { return .number(value) }
      } else if !["nan", "inf", "infinity"].contains(text.lowercased()) {
        continue
      }
      throw refuse("'\(text.prefix(40))' is not a number")
    }
    return nil
  }

  private mutating func advance() {
    let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
    if bytes[at] == 0x0A || bytes[at] == 0x0D && !isPair { lineAtCursor += 1 }
    at += 1
  }

  private mutating func quoted() throws(FormatsError) -> String {
    line = lineAtCursor
    at += 1
    var first = at
    var parts: [UInt8] = []
    while at < bytes.count {
      if bytes[at] == Self.quote {
        let isDoubled = at + 1 < bytes.count && bytes[at + 1] == Self.quote
        guard isDoubled else {
          defer { at += 1 }
          if parts.isEmpty { return String(decoding: bytes[first..<at], as: UTF8.self) }
          return String(decoding: parts + bytes[first..<at], as: UTF8.self)
        }
        parts += bytes[first...at]
        at += 2
        first = at
        continue
      }
      advance()
    }
    throw refuse("a quoted text is not closed")
  }

  private static let quote = UInt8(ascii: "\"")

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
}
