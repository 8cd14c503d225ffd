import Foundation

/// Rows of fields between delimiters, read one after the other: RFC 4180 with any delimiter of one ASCII
/// character.
///
/// Quoted fields may hold delimiters, line breaks and doubled quotes. Lines end with LF, CR LF or CR. UTF-8 with
/// or without a byte order mark, and UTF-16 with one. Blank lines and rows of nothing but delimiters are skipped.
/// No row outlives the call for the next, so memory stays at the file's own size.
struct DelimitedRows {
  /// Names of the columns, from the first row, without surrounding spaces.
  private(set) var header: [String] = []
  /// Line on which the row begins that ``next()`` found last, counted from 1.
  private(set) var line = 1
  /// Whether a field of this row that was asked for held bytes of Windows-1252.
  private(set) var isMended = false

  private struct Field {
    var range: Range<Int>
    var doubled = false
  }

  private let content: Data
  private let file: String
  private let delimiter: UInt8
  private let quotes: Bool
  private var fields: [Field] = []
  private var at = 0
  private var nextLine = 1

  /// Reads the header.
  ///
  /// - Parameters:
  ///   - delimiter: an ASCII character other than a quote and a line break.
  ///   - quotes: whether `"` at the beginning of a field quotes it.
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)``: no header, and what ``next()`` throws.
  init(
    _ bytes: Data, file: String, delimiter: UInt8 = UInt8(ascii: ","), quotes: Bool = true
  ) throws(FormatsError) {
    content = try PlainText.utf8(bytes, file: file)
    self.file = file
    self.delimiter = delimiter
    self.quotes = quotes
    var names: [String] = []
    guard try advance() else {
      throw malformed(1, "there is no header row", "add the names of the columns")
    }
    for index in fields.indices { names.append(text(index)) }
    header = names
  }

  /// Position of a column; spelling and case as given. `nil` when there is none.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` when several columns have the name.
  func column(_ name: String) throws(FormatsError) -> Int? {
    guard let index = header.firstIndex(of: name) else { return nil }
    if header[(index + 1)...].contains(name) {
      throw malformed(1, "column '\(name)' occurs twice", "give each column a name of its own")
    }
    return index
  }

  /// Goes to the next row; `false` at the end.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with a line number: a zero byte, a quote left
  ///   open or followed by something else, a row of another width than the header, a row beyond
  ///   ``ReadingLimits/lineBytes`` or ``ReadingLimits/columns``.
  mutating func next() throws(FormatsError) -> Bool {
    while try advance() {
      if fields.count == header.count {
        if fields.count > 1, fields.allSatisfy({ $0.range.isEmpty }) { continue }
        return true
      }
      if fields.count == 1, text(0).isEmpty { continue }
      throw malformed(
        line, "it has \(fields.count) fields and the header \(header.count)", "complete the row")
    }
    return false
  }

  /// How many fields the row has.
  var count: Int { fields.count }

  /// A field of the row without surrounding spaces; empty where there is none.
  mutating func text(_ column: Int) -> String {
    guard fields.indices.contains(column) else { return "" }
    let field = fields[column]
    let (text, mended) = content.withUnsafeBytes { raw -> (String, Bool) in
      let bytes = raw.bindMemory(to: UInt8.self)
      var (first, last) = (field.range.lowerBound, field.range.upperBound)
      while first < last, Self.isSpace(bytes[first]) { first += 1 }
      while last > first, Self.isSpace(bytes[last - 1]) { last -= 1 }
      let slice = UnsafeBufferPointer(rebasing: bytes[first..<last])
      return field.doubled ? Self.single(slice) : Windows1252.text(slice)
    }
    if mended { isMended = true }
    return text
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The text of a quoted field with its doubled quotes made single.
  private static func single(_ bytes: UnsafeBufferPointer<UInt8>) -> (String, Bool) {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var wasQuote = false
    for byte in bytes {
      let isQuote = byte == UInt8(ascii: "\"")
      if isQuote, wasQuote {
        wasQuote = false
        continue
      }
      plain.append(byte)
      wasQuote = isQuote
    }
    return plain.withUnsafeBufferPointer { Windows1252.text($0) }
  }

  private mutating func advance() throws(FormatsError) -> Bool {
    isMended = false
    fields.removeAll(keepingCapacity: true)
    var fault: (line: Int, reason: String)?
    let found = content.withUnsafeBytes { raw in
      scan(raw.bindMemory(to: UInt8.self), fault: &fault)
    }
    if let fault { throw malformed(fault.line, fault.reason, "write the table again as RFC 4180") }
    return found
  }

  private mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, fault: inout (line: Int, reason: String)?
  ) -> Bool {
    while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { endLine(bytes) }
    guard at < bytes.count else { return false }
    line = nextLine
    let first = at
    while true {
      guard fields.count < ReadingLimits.columns else {
        fault = (line, "it has more than the \(ReadingLimits.columns) fields that are read")
        return false
      }
      if quotes, at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
        guard quoted(bytes, fault: &fault) else { return false }
      } else {
        let begin = at
        let limit = min(bytes.count, first + ReadingLimits.lineBytes + 1)
        while at < limit, bytes[at] != delimiter, bytes[at] != 0x0A, bytes[at] != 0x0D {
          if bytes[at] == 0 {
            fault = (nextLine, "it holds a zero byte, so it is no text in UTF-8")
            return false
          }
          at += 1
        }
        fields.append(Field(range: begin..<at))
      }
      guard at - first <= ReadingLimits.lineBytes else {
        fault = (line, "it is longer than \(ReadingLimits.lineBytes) bytes, the most that is read of one row")
        return false
      }
      guard at < bytes.count else { return true }
      if bytes[at] == delimiter {
        at += 1
      } else {
        endLine(bytes)
        return true
      }
    }
  }

  /// Reads a quoted field from its quote on and stops behind the closing one.
  private mutating func quoted(
    _ bytes: UnsafeBufferPointer<UInt8>, fault: inout (line: Int, reason: String)?
  ) -> Bool {
    let opened = nextLine
    at += 1
    let first = at
    var doubled = false
    while at < bytes.count {
      switch bytes[at] {
      case 0:
        fault = (nextLine, "it holds a zero byte, so it is no text in UTF-8")
        return false
      case 0x0A, 0x0D: endLine(bytes)
      case UInt8(ascii: "\""):
        if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
          doubled = true
          at += 2
          continue
        }
        fields.append(Field(range: first..<at, doubled: doubled))
        at += 1
        let ends = at == bytes.count || bytes[at] == delimiter || bytes[at] == 0x0A || bytes[at] == 0x0D
        if !ends { fault = (nextLine, "something follows a closing quote") }
        return ends
      default: at += 1
      }
    }
    fault = (opened, "a quoted field is not closed")
    return false
  }

  private mutating func endLine(_ bytes: UnsafeBufferPointer<UInt8>) {
    at += bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1
    nextLine += 1
  }

  private func malformed(_ line: Int, _ reason: String, _ cure: String) -> FormatsError {
    .malformed(file: file, place: "line \(line)", reason: reason, cure: cure)
  }
}
