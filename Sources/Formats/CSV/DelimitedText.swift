import Foundation

/// Comma-separated text as RFC 4180 has it: quoted fields may hold commas, line breaks and doubled quotes.
struct DelimitedText {
  /// One row and the line on which it begins, counted from 1.
  struct Row {
    var line: Int
    var fields: [String]
  }

  /// Names of the columns, from the first row, without surrounding spaces.
  let header: [String]
  /// The rows after the header; blank lines are skipped.
  let rows: [Row]

  /// Reads UTF-8 bytes, with or without a byte order mark.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with a line number: bytes that are not UTF-8,
  ///   a quote left open or followed by something else, no header, a row of another width.
  init(_ bytes: Data, file: String) throws(FormatsError) {
    func malformed(_ line: Int, _ reason: String, _ cure: String) -> FormatsError {
      .malformed(file: file, place: "line \(line)", reason: reason, cure: cure)
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard String(validating: content, as: UTF8.self) != nil else {
      throw malformed(1, "it is not UTF-8", "save the table as UTF-8")
    }
    var records: [Row] = []
    var fault: FormatsError?
    Array(content).withUnsafeBufferPointer { buffer in
      var scanner = Scan(buffer: buffer)
      while let row = scanner.next() { records.append(row) }
      if let (line, reason) = scanner.fault {
        fault = malformed(line, reason, "write the table again as RFC 4180")
      }
    }
    if let fault { throw fault }
    guard let first = records.first else {
      throw malformed(1, "there is no header row", "add the names of the columns")
    }
    header = first.fields.map { $0.trimmingCharacters(in: .whitespaces) }
    if let row = records.first(where: { $0.fields.count != first.fields.count }) {
      throw malformed(
        row.line, "it has \(row.fields.count) fields and the header \(first.fields.count)", "complete the row"
      )
    }
    rows = Array(records.dropFirst())
  }

  /// Position of a column; spelling and case as given.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  private struct Scan {
    let buffer: UnsafeBufferPointer<UInt8>
    var at = 0
    var line = 1
    var fault: (line: Int, reason: String)?

    mutating func next() -> Row? {
      while at < buffer.count, buffer[at] == 0x0A || buffer[at] == 0x0D {
        if buffer[at] == 0x0A { line += 1 }
        at += 1
      }
      guard at < buffer.count else { return nil }
      let first = line
      var fields: [String] = []
      while true {
        guard let field = field() else { return nil }
        fields.append(field)
        if at < buffer.count, buffer[at] == UInt8(ascii: ",") {
          at += 1
          continue
        }
        if at < buffer.count, buffer[at] == 0x0D { at += 1 }
        if at < buffer.count, buffer[at] == 0x0A {
          at += 1
          line += 1
        }
        return Row(line: first, fields: fields)
      }
    }

    private mutating func field() -> String? {
      guard at < buffer.count, buffer[at] == UInt8(ascii: "\"") else {
        let first = at
        while at < buffer.count, buffer[at] != UInt8(ascii: ","), buffer[at] != 0x0A, buffer[at] != 0x0D {
          at += 1
        }
        return String(decoding: UnsafeBufferPointer(rebasing: buffer[first..<at]), as: UTF8.self)
      }
      let opened = line
      at += 1
      var text: [UInt8] = []
      while at < buffer.count {
        let byte = buffer[at]
        at += 1
        if byte != UInt8(ascii: "\"") {
          if byte == 0x0A { line += 1 }
          text.append(byte)
        } else if at < buffer.count, buffer[at] == UInt8(ascii: "\"") {
          text.append(byte)
          at += 1
        } else {
          guard
            at == buffer.count || buffer[at] == UInt8(ascii: ",") || buffer[at] == 0x0A || buffer[at] == 0x0D
          else {
            fault = (line, "something follows a closing quote")
            return nil
          }
          return String(decoding: text, as: UTF8.self)
        }
      }
      fault = (opened, "a quoted field is not closed")
      return nil
    }
  }
}
