/// Rows of typed cells under named columns: what every list and report is before it is printed.
///
/// ```swift
/// var table = Table(columns: [.text("id", "Corpus"), .number("seconds", "Length [s]")])
/// table.append([.text("greetings"), .number(12.5, digits: 1)])
/// print(table.rendered(as: .markdown))
/// // | Corpus    | Length \[s\] |
/// // | :-------- | -----------: |
/// // | greetings |         12.5 |
/// ```
public struct Table: Sendable, Equatable {
  /// Where the cells of a column are set.
  public enum Alignment: Sendable, Equatable {
    /// At the left edge.
    case leading
    /// At the right edge, as numbers are.
    case trailing
  }

  /// A column: its key for machines and its title for people.
  public struct Column: Sendable, Equatable {
    /// Key in JSON and header in CSV and TSV; unique in the table.
    public var id: String
    /// Header for people.
    public var title: String
    /// Where its cells are set.
    public var alignment: Alignment
    /// Whether only JSON, CSV and TSV hold it.
    public var isForMachines: Bool

    /// Describes a column.
    public init(id: String, title: String, alignment: Alignment = .leading, isForMachines: Bool = false) {
      self.id = id
      self.title = title
      self.alignment = alignment
      self.isForMachines = isForMachines
    }

    /// A column of text.
    public static func text(_ id: String, _ title: String) -> Column { Column(id: id, title: title) }

    /// A column of numbers.
    public static func number(_ id: String, _ title: String) -> Column {
      Column(id: id, title: title, alignment: .trailing)
    }

    /// A column that only JSON, CSV and TSV hold.
    public static func machine(_ id: String) -> Column {
      Column(id: id, title: id, isForMachines: true)
    }
  }

  /// One value.
  public enum Cell: Sendable, Equatable {
    /// Any text; control characters are escaped when it is printed.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number; `digits` decimals for people, all of it for machines. NaN and infinities are missing.
    case number(Double, digits: Int)
    /// No value, and why; without a reason it is a place where none belongs.
    case missing(String)
    /// Yes or no.
    case flag(Bool)

    /// The text, or a missing cell where there is none.
    public static func optional(_ text: String?, else reason: String = "") -> Cell {
      text.map(Cell.text) ?? .missing(reason)
    }

    /// The number, or a missing cell where there is none.
    public static func optional(_ number: Double?, digits: Int, else reason: String = "") -> Cell {
      number.map { .number($0, digits: digits) } ?? .missing(reason)
    }
  }

  /// The columns, in order.
  public let columns: [Column]
  /// Columns that name a row: where a terminal is too narrow for the whole table, each part begins with them.
  public var keys = 1
  /// The rows, each with one cell per column.
  public private(set) var rows: [[Cell]]

  /// Makes a table.
  ///
  /// - Precondition: column ids are unique and every row has one cell per column.
  public init(columns: [Column], rows: [[Cell]] = []) {
    precondition(Set(columns.map(\.id)).count == columns.count, "column ids must be unique")
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row needs one cell per column")
    self.columns = columns
    self.rows = rows
  }

  /// Adds a row.
  ///
  /// - Precondition: it has one cell per column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row needs one cell per column")
    rows.append(row)
  }

  /// The table in a form, ending in a newline; empty where there is nothing at all to print.
  ///
  /// - Parameters:
  ///   - format: the form.
  ///   - width: columns of the terminal; only the aligned form heeds it, by shortening text.
  public func rendered(as format: TableFormat, width: Int? = nil) -> String {
    switch format {
    case .table: AlignedTable(self).text(width: width)
    case .json: JSONTable.array(self, indent: "") + "\n"
    case .csv: SeparatedTable.commas(self)
    case .tsv: SeparatedTable.tabs(self)
    case .markdown: MarkdownTable.text(self)
    case .latex: LatexTable.text(self)
    }
  }

  /// The table as a JSON object `{"schema": …, key: [rows]}`, ending in a newline.
  public func json(schema: String, key: String) -> String {
    JSONObject([("schema", .text(schema)), (key, .table(self))]).text + "\n"
  }

  /// The columns that people are shown, with their places.
  var shown: [(place: Int, column: Column)] {
    columns.enumerated().filter { !$0.element.isForMachines }.map { ($0.offset, $0.element) }
  }
}
