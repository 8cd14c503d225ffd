/// The members of a column map's JSON object, with errors that name the key.
struct ColumnMapEntries {
  let members: [String: JSONValue]
  let file: String

  func wrong(_ key: String, _ wanted: String) -> FormatsError {
    .malformed(
      file: file, place: "key '\(key)'", reason: "its value is not \(wanted)", cure: "write \(wanted) there")
  }

  private func present(_ key: String) -> JSONValue? {
    guard let value = members[key], value != .null else { return nil }
    return value
  }

  func text(_ key: String) throws(FormatsError) -> String? {
    guard let value = present(key) else { return nil }
    guard let text = value.string, !text.isEmpty else { throw wrong(key, "a text") }
    return text
  }

  func truth(_ key: String) throws(FormatsError) -> Bool? {
    guard let value = present(key) else { return nil }
    guard let truth = value.bool else { throw wrong(key, "true or false") }
    return truth
  }

  func number(_ key: String) throws(FormatsError) -> Double? {
    guard let value = present(key) else { return nil }
    guard let number = value.double, number.isFinite else { throw wrong(key, "a number") }
    return number
  }

  func numbers(_ key: String) throws(FormatsError) -> [Double]? {
    guard let value = present(key) else { return nil }
    guard let items = value.array else { throw wrong(key, "a list of numbers") }
    let numbers = items.compactMap(\.double).filter(\.isFinite)
    guard numbers.count == items.count else { throw wrong(key, "a list of numbers") }
    return numbers
  }

  /// A text or a list of texts.
  func names(_ key: String) throws(FormatsError) -> [String] {
    guard let value = present(key) else { return [] }
    if let text = value.string { return [text] }
    guard let items = value.array else { throw wrong(key, "a text or a list of texts") }
    let names = items.compactMap(\.string)
    guard names.count == items.count else { throw wrong(key, "a text or a list of texts") }
    return names
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(FormatsError) -> Choice? where Choice.RawValue == String {
    guard let text = try text(key) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw wrong(key, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }
}
