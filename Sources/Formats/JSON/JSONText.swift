/// Where a text stands in the bytes of a ``JSONReader``: between its quotes, escapes as written.
public struct JSONText: Hashable, Sendable {
  /// Offset of the first byte behind the opening quote.
  public let start: Int
  /// Bytes up to the closing quote.
  public let count: Int
  /// Whether the bytes are the text itself; otherwise there are escapes in it.
  public let isPlain: Bool
}

extension JSONReader {
  /// Takes a text.
  public mutating func text() throws(FormatsError) -> JSONText {
    guard skipSpace() == 0x22 else { throw expected("a text in quotes") }
    let start = position + 1
    var at = start
    var isPlain = true
    while true {
      at = plainEnd(from: at)
      guard at < bytes.count else {
        throw fault(
          at: bytes.count, "ends inside a text that begins in column \(start)",
          cure: "export the file again; it was cut off")
      }
      switch bytes[at] {
      case 0x22:
        position = at + 1
        return JSONText(start: start, count: at - start, isPlain: isPlain)
      case 0x5C:
        isPlain = false
        at = try escapeEnd(from: at)
      case 0x80...:
        at = try sequenceEnd(from: at)
      default:
        throw fault(
          at: at, "has the control character 0x\(String(bytes[at], radix: 16)) unescaped in a text",
          cure: "escape it, such as \\n or \\u000a")
      }
    }
  }

  /// Takes a text as a String.
  public mutating func string() throws(FormatsError) -> String { string(try text()) }

  /// Whether a text of this reader is the given one.
  public func matches(_ text: JSONText, _ other: StaticString) -> Bool {
    guard text.isPlain else { return string(text) == other.description }
    let count = other.utf8CodeUnitCount
    guard text.count == count else { return false }
    for k in 0..<count where bytes[text.start + k] != other.utf8Start[k] { return false }
    return true
  }

  /// A text of this reader, escapes undone; half of a surrogate pair is U+FFFD.
  public func string(_ text: JSONText) -> String {
    let raw = UnsafeBufferPointer(rebasing: bytes[text.start..<text.start + text.count])
    guard !text.isPlain else { return String(decoding: raw, as: UTF8.self) }
    return String(unsafeUninitializedCapacity: text.count) { unescape(raw, into: $0) }
  }

  /// The UTF-8 bytes of a text of this reader, escapes undone, while `body` runs.
  func withBytes<Result>(of text: JSONText, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let raw = UnsafeBufferPointer(rebasing: bytes[text.start..<text.start + text.count])
    guard !text.isPlain else { return body(raw) }
    return Array(unsafeUninitializedCapacity: text.count) { $1 = unescape(raw, into: $0) }
      .withUnsafeBufferPointer(body)
  }

  /// Offset of the next byte that needs a look: quote, backslash, control character, or not ASCII.
  private func plainEnd(from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return start }
    let raw = UnsafeRawPointer(base)
    var at = start
    // Eight bytes at a time; the lowest mark is right, marks above it may be carried over.
    let ones: UInt64 = 0x0101_0101_0101_0101
    while at + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let low = (word &- ones &* 0x20) & ~word
      let marks = (low | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | word) & (ones &* 0x80)
      if marks != 0 { return at + marks.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return at }
      at += 1
    }
    return at
  }

  /// Offset behind one escape.
  private mutating func escapeEnd(from at: Int) throws(FormatsError) -> Int {
    switch bytes[safe: at + 1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return at + 2
    case 0x75: break
    default:
      throw fault(at: at, "has an unknown escape in a text", cure: "write a backslash as \\\\")
    }
    guard let unit = Self.hex4(bytes, at + 2) else {
      throw fault(at: at, "has \\u without four hexadecimal digits", cure: "write it as \\u00e9")
    }
    guard unit & 0xF800 == 0xD800 else { return at + 6 }
    if unit < 0xDC00, bytes[safe: at + 6] == 0x5C, bytes[safe: at + 7] == 0x75,
      let second = Self.hex4(bytes, at + 8), second & 0xFC00 == 0xDC00
    {
      return at + 12
    }
    guard replacesLoneSurrogates else {
      throw fault(
        at: at, "has half of a surrogate pair in a text", cure: "write both halves, such as \\ud83d\\ude00")
    }
    loneSurrogates += 1
    return at + 6
  }

  /// Offset behind one UTF-8 sequence of two to four bytes (Unicode 15, table 3-7).
  private func sequenceEnd(from at: Int) throws(FormatsError) -> Int {
    let first = bytes[at]
    let second = bytes[safe: at + 1]
    let length: Int
    let range: ClosedRange<UInt8>
    switch first {
    case 0xC2...0xDF: (length, range) = (2, 0x80...0xBF)
    case 0xE0: (length, range) = (3, 0xA0...0xBF)
    case 0xED: (length, range) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, range) = (3, 0x80...0xBF)
    case 0xF0: (length, range) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, range) = (4, 0x80...0xBF)
    case 0xF4: (length, range) = (4, 0x80...0x8F)
    default: throw notUTF8(at)
    }
    guard range.contains(second) else { throw notUTF8(at) }
    for k in 2..<max(2, length) where bytes[safe: at + k] & 0xC0 != 0x80 { throw notUTF8(at) }
    return at + length
  }

  private func notUTF8(_ at: Int) -> FormatsError {
    fault(at: at, "has bytes in a text that are not UTF-8", cure: "save the file as UTF-8")
  }

  private static func hex4(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
    var value: UInt32 = 0
    for k in at..<at + 4 {
      switch bytes[safe: k] {
      case let digit where digit >= 0x30 && digit <= 0x39: value = value << 4 | UInt32(digit - 0x30)
      case let digit where digit >= 0x41 && digit <= 0x46: value = value << 4 | UInt32(digit - 0x37)
      case let digit where digit >= 0x61 && digit <= 0x66: value = value << 4 | UInt32(digit - 0x57)
      default: return nil
      }
    }
    return value
  }

  /// Undoes escapes that were checked before; never longer than what it came from.
  private func unescape(_ raw: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>) -> Int
  {
    var count = 0
    var at = 0
    while at < raw.count {
      let byte = raw[at]
      guard byte == 0x5C else {
        out[count] = byte
        count += 1
        at += 1
        continue
      }
      let sort = raw[safe: at + 1]
      at += 2
      if sort == 0x75 {
        var unit = Self.hex4(raw, at) ?? 0xFFFD
        at += 4
        if unit & 0xF800 == 0xD800 {
          if unit < 0xDC00, raw[safe: at] == 0x5C, raw[safe: at + 1] == 0x75,
            let low = Self.hex4(raw, at + 2),
            low & 0xFC00 == 0xDC00
          {
            unit = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
            at += 6
          } else {
            unit = 0xFFFD
          }
        }
        for byte in UTF8.encode(Unicode.Scalar(unit) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
          out[count] = byte
          count += 1
        }
      } else {
        switch sort {
        case 0x62: out[count] = 0x08
        case 0x66: out[count] = 0x0C
        case 0x6E: out[count] = 0x0A
        case 0x72: out[count] = 0x0D
        case 0x74: out[count] = 0x09
        default: out[count] = sort
        }
        count += 1
      }
    }
    return count
  }
}
