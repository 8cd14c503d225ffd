/// Lists of names in one line.
enum Wording {
  /// The first names, and how many more there are.
  static func list(_ names: [String], most: Int = 8) -> String {
    let shown = names.prefix(most).joined(separator: ", ")
    return names.count > most ? "\(shown) and \(names.count - most) more" : shown
  }
}
