extension JSONReader {
  /// Takes one value of any kind as a tree; keys that stand twice in one object are refused by name.
  public mutating func value() throws(FormatsError) -> JSONValue {
    switch try peek() {
    case .null:
      try null()
      return .null
    case .bool: return .bool(try bool())
    case .string: return .string(try string())
    case .number:
      switch try numeral() {
      case .integer(let value): return .integer(value)
      case .number(let value): return .number(value)
      }
    case .array:
      // Calls of this function nest as deep as the levels do, which have their limit.
      var items: [JSONValue] = []
      try openArray()
      while try nextItem() { items.append(try value()) }
      return .array(items)
    case .object:
      var members: [String: JSONValue] = [:]
      try openObject()
      while let key = try nextKey() {
        guard members.updateValue(try value(), forKey: string(key)) == nil else { throw duplicate(key) }
      }
      return .object(members)
    }
  }
}
