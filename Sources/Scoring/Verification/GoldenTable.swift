public import Foundation

/// An input of golden vectors: named columns of finite numbers, as CSV with a header row.
public struct GoldenTable: Sendable, Equatable {
  /// Largest file accepted, in bytes.
  public static let largestFile = 64_000_000
  /// Most columns accepted.
  public static let mostColumns = 10_000

  /// Names of the columns.
  public let names: [String]
  /// All numbers, row after row.
  public let values: [Double]

  /// Columns, at least 1.
  public var width: Int { names.count }
  /// Rows; may be 0.
  public var count: Int { values.count / names.count }

  /// Makes a table; the numbers are a whole multiple of the names, of which there is one at least.
  init(names: [String], values: [Double]) {
    precondition(!names.isEmpty && values.count % names.count == 0, "a table needs whole rows")
    self.names = names
    self.values = values
  }

  /// One column.
  func column(_ index: Int) -> [Double] {
    stride(from: index, to: values.count, by: width).map { values[$0] }
  }

  /// One row.
  func row(_ index: Int) -> [Double] { Array(values[index * width..<(index + 1) * width]) }

  /// The same columns with chosen rows.
  func rows(_ indices: some Sequence<Int>) -> GoldenTable {
    GoldenTable(names: names, values: indices.flatMap { row($0) })
  }

  /// Reads CSV: a header row, then rows of as many finite decimal numbers. Lines end with LF, CR LF or CR.
  ///
  /// - Throws: ``VerificationError/badTable(file:line:reason:)`` with the first fault.
  public init(csv: Data, file: String) throws(VerificationError) {
    guard csv.count <= Self.largestFile else {
      throw .unreadable(file: file, reason: "larger than \(Self.largestFile) bytes")
    }
    guard let text = String(data: csv, encoding: .utf8) else {
      throw .badTable(file: file, line: 1, reason: "not UTF-8 text")
    }
    // A file without any LF is one of CR; elsewhere a CR at the end of a line belongs to its end.
    let isOfReturns = !csv.contains(0x0A)
    var lines = text.utf8.split(separator: isOfReturns ? 0x0D : 0x0A, omittingEmptySubsequences: false).map {
      $0.last == 0x0D ? $0.dropLast() : $0
    }
    while let last = lines.last, last.isEmpty { lines.removeLast() }
    guard let header = lines.first, !header.isEmpty else {
      throw .badTable(file: file, line: 1, reason: "empty; the first row names the columns")
    }
    let names = header.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
      String(Substring($0)).trimmingCharacters(in: .whitespaces)
    }
    guard names.count <= Self.mostColumns else {
      throw .badTable(file: file, line: 1, reason: "more than \(Self.mostColumns) columns")
    }
    var values: [Double] = []
    values.reserveCapacity(names.count * lines.count)
    for (index, line) in lines.enumerated().dropFirst() {
      let before = values.count
      for cell in line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        let word = Substring(cell)
        guard let value = Double(word) ?? Double(word.trimmingCharacters(in: .whitespaces)) else {
          throw .badTable(file: file, line: index + 1, reason: "'\(word.prefix(40))' is no number")
        }
        guard value.isFinite else {
          throw .badTable(file: file, line: index + 1, reason: "'\(word.prefix(40))' is not finite")
        }
        values.append(value)
      }
      guard values.count - before == names.count else {
        let found = values.count - before
        throw .badTable(file: file, line: index + 1, reason: "\(found) numbers under \(names.count) names")
      }
    }
    self.init(names: names, values: values)
  }
}
