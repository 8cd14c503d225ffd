/// Numbers of things in words.
enum Counted {
  /// `1 run`, `3 runs`.
  static func words(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }
}
