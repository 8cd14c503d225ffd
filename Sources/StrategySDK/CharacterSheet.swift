import StrategyABI

/// Numbers of the character's sheet (`sheet/1`), by dotted key such as `style.energy`.
public struct CharacterSheet {
  private let lookup: (String, Double) -> Double

  /// A sheet that says nothing: every number is the fallback.
  public init() { lookup = { _, fallback in fallback } }

  /// A sheet of given numbers.
  public init(_ numbers: [String: Double]) { lookup = { numbers[$0] ?? $1 } }

  /// Reads through a host's extension, for as long as the host lives.
  init(host: UnsafePointer<mien_host>, table: mien_sheet) {
    let number = table.number
    lookup = { key, fallback in
      guard let number else { return fallback }
      let value = number(host, key, fallback)
      return value.isFinite ? value : fallback
    }
  }

  /// A number of the sheet, or `fallback` where it does not say. To be called in `prepare`, not in `render`.
  public func number(_ key: String, fallback: Double) -> Double { lookup(key, fallback) }
}
