import Scoring

/// Names of the scores that the house itself makes; a score from outside may not be taken for one of them.
enum HouseNames {
  /// Measurements and scores, without versions, in order.
  static let all: [String] = Set(
    (Metrics.all.map(\.id) + Metrics.descriptors.map(\.id)).map { id in String(id.prefix { $0 != "/" }) }
  ).sorted()

  /// Why an id may not be a bundle's; `nil` where nothing of the house is called so.
  static func reason(against id: String) -> String? {
    if id.hasPrefix("fgd.") { return "begins as the scores of encoders do; choose another" }
    guard let taken = all.first(where: { $0 == id || $0.hasPrefix(id + ".") || id.hasPrefix($0 + ".") })
    else {
      return nil
    }
    return "belongs to a score of the house (\(taken)); choose another"
  }
}
