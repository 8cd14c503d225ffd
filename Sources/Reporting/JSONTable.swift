import Provenance

/// Tables as JSON: keys in the order of the columns, which Foundation's encoder would not keep.
enum JSONTable {
  /// An array of objects, one line each.
  static func array(_ table: Table, indent: String) -> String {
    guard !table.rows.isEmpty else { return "[]" }
    let keys = table.columns.map { string($0.id) }
    let objects = table.rows.map { row in
      "\(indent)  {" + zip(keys, row).map { "\($0): \($1.json)" }.joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n\(indent)]"
  }

  /// A JSON string; every scalar that a terminal would act on is escaped.
  static func string(_ text: String) -> String {
    JSONLiteral.string(text, escaping: SafeText.isHarmful)
  }
}

/// A JSON object whose keys keep their order.
struct JSONObject {
  /// A value of it.
  indirect enum Value {
    case text(String)
    case cell(Table.Cell)
    case texts([String])
    case table(Table)
    case object(JSONObject)
  }

  private let members: [(key: String, value: Value)]

  init(_ members: [(key: String, value: Value)]) { self.members = members }

  /// The object over several lines, without a newline at its end.
  var text: String { text(indent: "") }

  private func text(indent: String) -> String {
    guard !members.isEmpty else { return "{}" }
    let inner = indent + "  "
    let lines = members.map { member in
      "\(inner)\(JSONTable.string(member.key)): \(Self.text(member.value, indent: inner))"
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
  }

  private static func text(_ value: Value, indent: String) -> String {
    switch value {
    case .text(let text): JSONTable.string(text)
    case .cell(let cell): cell.json
    case .texts(let texts): "[" + texts.map(JSONTable.string).joined(separator: ", ") + "]"
    case .table(let table): JSONTable.array(table, indent: indent)
    case .object(let object): object.text(indent: indent)
    }
  }
}
