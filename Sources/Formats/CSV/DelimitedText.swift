import Foundation

/// A whole table of text in memory, where every row is needed at once; see ``DelimitedRows`` for its rules.
///
/// Here text that is no UTF-8 is refused, not mended.
struct DelimitedText {
  /// One row and the line on which it begins, counted from 1.
  struct Row {
    var line: Int
    var fields: [String]
  }

  /// Names of the columns, from the first row, without surrounding spaces.
  let header: [String]
  /// The rows after the header; blank lines are skipped. Fields stand without surrounding spaces.
  let rows: [Row]

  /// Reads a table.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with a line number: what ``DelimitedRows`` throws,
  ///   and fields that are not UTF-8.
  init(
    _ bytes: Data, file: String, delimiter: UInt8 = UInt8(ascii: ","), quotes: Bool = true
  ) throws(FormatsError) {
    var table = try DelimitedRows(bytes, file: file, delimiter: delimiter, quotes: quotes)
    func check(_ table: DelimitedRows) throws(FormatsError) {
      guard !table.isMended else {
        throw .malformed(
          file: file, place: "line \(table.line)", reason: "it is not UTF-8", cure: "save the table as UTF-8")
      }
    }
    try check(table)
    header = table.header
    var rows: [Row] = []
    while try table.next() {
      var fields: [String] = []
      fields.reserveCapacity(table.count)
      for index in 0..<table.count { fields.append(table.text(index)) }
      try check(table)
      rows.append(Row(line: table.line, fields: fields))
    }
    self.rows = rows
  }

  /// Position of a column; spelling and case as given.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }
}
