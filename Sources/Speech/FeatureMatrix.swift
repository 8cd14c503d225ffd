/// Features of speech audio: one row per 10 ms, row-major. Row r describes the frame that ends at (r + 1) · 10 ms.
public struct FeatureMatrix: Sendable, Equatable {
  /// Columns of a row.
  public let columnCount: Int
  /// Rows.
  public var rowCount: Int { columnCount > 0 ? rows.count / columnCount : 0 }
  /// `rowCount × columnCount` numbers.
  public var rows: [Float]

  /// Wraps rows that are already in order.
  ///
  /// - Precondition: `rows.count` is a whole number of rows.
  public init(columnCount: Int, rows: [Float]) {
    precondition(columnCount > 0 && rows.count % columnCount == 0, "rows are not whole")
    self.columnCount = columnCount
    self.rows = rows
  }

  /// A number of a row.
  public subscript(row: Int, column: Int) -> Float { rows[row * columnCount + column] }

  /// All numbers of a column.
  public func column(_ column: Int) -> [Float] { (0..<rowCount).map { rows[$0 * columnCount + column] } }
}
