public import Foundation

extension ColumnMap {
  /// Reads a file's conversations by a map, in order of first appearance, their turns in the file's order or that of
  /// ``order``.
  ///
  /// A row without text or conversation, and a line that is no JSON, is left out; a time or a strength that is none
  /// is dropped; both are noted with their lines. A file compressed by gzip is unpacked.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line: a column that is not there, a row of
  ///   another width, a quote left open, JSON that is none, a file without a row that can be used.
  public static func read(
    _ map: ColumnMap, _ bytes: Data, file: String
  ) throws(FormatsError) -> [Transcript] {
    let content = GZip.isCompressed(bytes) ? try GZip.inflate(bytes, file: file) : bytes
    var gathering = TurnGathering(map, file: file)
    switch map.form {
    case .csv, .tsv: try map.readTable(content, file: file, into: &gathering)
    case .json: try map.readDocument(content, file: file, into: &gathering)
    case .jsonl: try map.readLines(content, file: file, into: &gathering)
    }
    return try gathering.transcripts()
  }

  private func readTable(
    _ bytes: Data, file: String, into gathering: inout TurnGathering
  ) throws(FormatsError) {
    let delimiter = delimiter?.asciiValue ?? UInt8(ascii: form == .tsv ? "\t" : ",")
    var table = try DelimitedRows(bytes, file: file, delimiter: delimiter, quotes: quotes)
    var columns: [Int?] = []
    for name in gathering.columns {
      guard let column = try table.column(name) else {
        if name == "#" {
          columns.append(nil)
          continue
        }
        throw .malformed(
          file: file, place: "line 1", reason: "there is no column '\(name)'",
          cure: "correct the column map; the file has \(table.header.joined(separator: ", "))")
      }
      columns.append(column)
    }
    var cells = [JSONValue?](repeating: nil, count: columns.count)
    while try table.next() {
      for (slot, column) in columns.enumerated() {
        cells[slot] = column.map { .string(table.text($0)) } ?? .int(table.line)
      }
      if table.isMended {
        gathering.fileNotes.add(.repaired, table.line, "bytes that are no UTF-8 were read as Windows-1252")
      }
      gathering.add(cells, line: table.line)
    }
  }

  private func readDocument(
    _ bytes: Data, file: String, into gathering: inout TurnGathering
  ) throws(FormatsError) {
    let content = try PlainText.utf8(bytes, file: file)
    let value = try JSONValue(parsing: content, file: file, place: "")
    var walk = JSONRows(map: self, columns: gathering.columns)
    var number = 0
    walk.rows(of: value, number: nil) { cells in
      number += 1
      gathering.add(cells, line: number)
    }
    guard number > 0 else { throw nothingThere(file, "the document") }
  }

  private func readLines(
    _ bytes: Data, file: String, into gathering: inout TurnGathering
  ) throws(FormatsError) {
    var lines = JSONLines(try PlainText.utf8(bytes, file: file), file: file)
    var walk = JSONRows(map: self, columns: gathering.columns)
    var first: FormatsError?
    var count = 0
    while let line = try lines.next() {
      do {
        let value = try line.value()
        walk.rows(of: value, number: line.number) { cells in
          count += 1
          gathering.add(cells, line: line.number)
        }
      } catch {
        if first == nil { first = error }
        gathering.fileNotes.add(.leftOut, line.number, "the line is no JSON and was left out")
      }
    }
    guard count > 0 else { throw first ?? nothingThere(file, "line 1") }
  }

  private func nothingThere(_ file: String, _ place: String) -> FormatsError {
    .malformed(
      file: file, place: place,
      reason: rows.map { "nothing lies at the rows' path '\($0)'" } ?? "there are no rows",
      cure: "correct 'rows' of the column map")
  }
}
