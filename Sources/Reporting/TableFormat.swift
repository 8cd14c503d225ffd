/// The form in which a table is printed; the raw values are what `--format` takes.
public enum TableFormat: String, Sendable, CaseIterable {
  /// Aligned columns for a terminal.
  case table
  /// An array of objects keyed by column id.
  case json
  /// RFC 4180, with a header of column ids.
  case csv
  /// One line per row, tabs between cells, header of column ids.
  case tsv
  /// A GitHub table.
  case markdown = "md"
  /// A `tabular` of LaTeX with the rules of booktabs.
  case latex

  /// What it looks like, in a few words.
  public var summary: String {
    switch self {
    case .table: "aligned columns"
    case .json: "an array of objects keyed by column id; missing is null"
    case .csv: "comma-separated, RFC 4180; missing is empty"
    case .tsv: "tab-separated, one line per row; missing is empty"
    case .markdown: "a Markdown table"
    case .latex: "a LaTeX tabular; needs the package booktabs"
    }
  }
}
