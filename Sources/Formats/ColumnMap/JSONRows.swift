/// Finds the rows of a JSON value by a column map's path, and their columns in them and around them.
struct JSONRows {
  private let path: [String]
  private let columns: [(name: String, parts: [String])]
  private var around: [JSONValue] = []
  private var names: [String] = []
  private var item = 0

  init(map: ColumnMap, columns: [String]) {
    path = (map.rows ?? "").split(separator: ".").map(String.init)
    self.columns = columns.map { ($0, $0.split(separator: ".").map(String.init)) }
  }

  /// Calls `body` with the cells of every row.
  ///
  /// - Parameter number: number of the line; `nil` counts the items of the outermost list.
  mutating func rows(of value: JSONValue, number: Int?, _ body: ([JSONValue?]) -> Void) {
    if number == nil, case .array(let items) = value {
      for (index, value) in items.enumerated() {
        item = index + 1
        walk(value, path[...], body)
      }
    } else {
      item = number ?? 1
      walk(value, path[...], body)
    }
  }

  /// Calls of this function nest as deep as the value does, which has its limit.
  private mutating func walk(
    _ value: JSONValue, _ rest: ArraySlice<String>, _ body: ([JSONValue?]) -> Void
  ) {
    if case .array(let items) = value {
      for item in items { walk(item, rest, body) }
      return
    }
    guard let step = rest.first else {
      body(columns.map { cell($0.name, $0.parts, in: value) })
      return
    }
    guard case .object(let members) = value else { return }
    around.append(value)
    if step == "*" {
      for name in members.keys.sorted() {
        guard let member = members[name] else { continue }
        names.append(name)
        walk(member, rest.dropFirst(), body)
        names.removeLast()
      }
    } else if let member = members[step] {
      walk(member, rest.dropFirst(), body)
    }
    around.removeLast()
  }

  private func cell(_ name: String, _ parts: [String], in row: JSONValue) -> JSONValue? {
    switch name {
    case "#": return .int(item)
    case "*": return .string(names.joined(separator: "/"))
    case ".": return row
    default: break
    }
    if let value = Self.member(name, parts, of: row) { return value }
    for value in around.reversed() {
      if let value = Self.member(name, parts, of: value) { return value }
    }
    return nil
  }

  private static func member(_ name: String, _ parts: [String], of value: JSONValue) -> JSONValue? {
    if let member = value[name] { return member }
    guard parts.count > 1 else { return nil }
    var value = value
    for part in parts {
      if case .array(let items) = value, let index = Int(part), items.indices.contains(index) {
        value = items[index]
      } else if let member = value[part] {
        value = member
      } else {
        return nil
      }
    }
    return value
  }
}
