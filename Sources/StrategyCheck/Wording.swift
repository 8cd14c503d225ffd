/// Numbers and lists of names in one line.
enum Wording {
  /// A number: whole ones without decimals, others as short as they read back.
  static func number(_ value: Double) -> String {
    if let whole = Int64(exactly: value), abs(whole) < 1_000_000_000_000_000 { return "\(whole)" }
    let single = Float(value)
    return Double(single) == value ? "\(single)" : "\(value)"
  }

  /// The first names, and how many more there are.
  static func list(_ names: [String], most: Int = 8) -> String {
    let shown = names.prefix(most).joined(separator: ", ")
    return names.count > most ? "\(shown) and \(names.count - most) more" : shown
  }
}
