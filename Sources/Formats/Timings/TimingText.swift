import Foundation

/// A text file of timings as UTF-8 bytes, handed out line by line.
///
/// Lines end at LF, CR LF or CR. Without a byte order mark the file is UTF-8; UTF-16 needs its mark.
struct TimingText {
  /// One line without its ending.
  struct Line {
    /// Number of the line, from 1.
    var number: Int
    /// Its bytes.
    var bytes: ArraySlice<UInt8>

    /// Its text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// The whole file as UTF-8, without a byte order mark.
  let bytes: [UInt8]
  /// Name of the file for messages.
  let file: String
  private var at = 0
  private var number = 0

  /// Decodes the bytes; refuses what is neither UTF-8 nor marked UTF-16, and what is too large.
  init(_ data: Data, file: String) throws(FormatsError) {
    self.file = file
    bytes = try Self.decode(data, file: file)
  }

  /// UTF-8 bytes of a text file, by its byte order mark.
  static func decode(_ data: Data, file: String) throws(FormatsError) -> [UInt8] {
    let cure = "save it as UTF-8 text"
    guard data.count <= ReadingLimits.fileBytes else {
      throw .unsupported(
        file: file, place: "its size", reason: "it has \(data.count) bytes, over \(ReadingLimits.fileBytes)",
        cure: "divide it")
    }
    let isBig = data.starts(with: [0xFE, 0xFF])
    if isBig || data.starts(with: [0xFF, 0xFE]) {
      let text =
        data.count % 2 == 0
        ? String(data: data.dropFirst(2), encoding: isBig ? .utf16BigEndian : .utf16LittleEndian) : nil
      guard let text else {
        throw .malformed(file: file, place: "line 1", reason: "it is neither UTF-8 nor UTF-16", cure: cure)
      }
      return Array(text.utf8)
    }
    let bytes = Array(data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data)
    guard bytes.withUnsafeBufferPointer({ String(validating: $0, as: UTF8.self) }) != nil else {
      throw .malformed(file: file, place: "line 1", reason: "it is neither UTF-8 nor UTF-16", cure: cure)
    }
    return bytes
  }

  /// The next line; `nil` after the last.
  mutating func next() throws(FormatsError) -> Line? {
    guard at < bytes.count else { return nil }
    number += 1
    var end = at
    let limit = min(bytes.count, at + ReadingLimits.lineBytes + 1)
    while end < limit, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    let line = Line(number: number, bytes: bytes[at..<end])
    guard end - at <= ReadingLimits.lineBytes else {
      throw .malformed(
        file: file, place: "line \(number)",
        reason: "it is longer than \(ReadingLimits.lineBytes) bytes", cure: "break the line")
    }
    at = end
    if at < bytes.count {
      let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
      at += isPair ? 2 : 1
    }
    return line
  }
}

extension TimingText.Line {
  /// Whether nothing but blanks stands on it.
  var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  /// Whether it begins with these letters.
  func begins(with text: StaticString) -> Bool {
    guard bytes.count >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes.prefix($0.count)) }
  }

  /// Its fields, divided by blanks; the last of at most `limit` fields holds the rest of the line.
  func fields(_ limit: Int = .max) -> [Substring] {
    // A substring of one copy of the line: one allocation for all its fields.
    let text = text
    var fields: [Substring] = []
    fields.reserveCapacity(10)
    var units = text.utf8[...]
    while true {
      units = units.drop { $0 == 0x20 || $0 == 0x09 }
      guard !units.isEmpty else { return fields }
      if fields.count == limit - 1 {
        while let last = units.last, last == 0x20 || last == 0x09 { units.removeLast() }
        fields.append(Substring(units))
        return fields
      }
      let end = units.firstIndex { $0 == 0x20 || $0 == 0x09 } ?? units.endIndex
      fields.append(Substring(units[..<end]))
      units = units[end...]
    }
  }
}

extension StringProtocol {
  /// The text without blanks and line breaks of ASCII at its ends; blanks of other alphabets stay.
  var withoutOuterBlanks: String {
    func isBlank(_ byte: UInt8?) -> Bool { byte.map { $0 == 0x20 || (0x09...0x0D).contains($0) } ?? false }
    var inner = Substring(self)
    guard isBlank(inner.utf8.first) || isBlank(inner.utf8.last) else { return String(self) }
    while isBlank(inner.utf8.first) { inner = Substring(inner.utf8.dropFirst()) }
    while isBlank(inner.utf8.last) { inner = Substring(inner.utf8.dropLast()) }
    return String(inner)
  }
}
