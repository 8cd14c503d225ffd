/// A formula that golden vectors can ask for, computed by the code that the metrics run on.
struct GoldenFormula: Sendable {
  /// Its name in reports.
  let id: String
  /// What the item's formula begins with, in lower case; any one will do.
  let beginnings: [String]
  /// Names of values by which an item with other words is known, all of them expected.
  let values: [String]
  /// Computes the values.
  let compute: @Sendable (GoldenCase) throws -> GoldenValue

  init(
    _ id: String, beginnings: [String]? = nil, values: [String] = [],
    compute: @escaping @Sendable (GoldenCase) throws -> GoldenValue
  ) {
    self.id = id
    self.beginnings = beginnings ?? [id]
    self.values = values
    self.compute = compute
  }

  /// Every formula.
  static let all: [GoldenFormula] =
    generators + distributions + motion + speech + smoothness + identity + drift + paired + ratings

  /// The formula of an item: by its words, else by the names of what it expects, else by the item's name.
  static func find(for item: GoldenItem) -> GoldenFormula? {
    let words = item.formula.lowercased().trimmingWhitespace
    var best: (formula: GoldenFormula, length: Int)?
    for formula in all {
      for beginning in formula.beginnings where isBeginning(beginning, of: words) {
        if beginning.count > best?.length ?? 0 { best = (formula, beginning.count) }
      }
    }
    if let best { return best.formula }
    let expected = Set((item.expected.table ?? [:]).keys)
    if let known = all.first(where: { !$0.values.isEmpty && $0.values.allSatisfy(expected.contains) }) {
      return known
    }
    return all.filter { isBeginning($0.id, of: item.name.lowercased()) }.max { $0.id.count < $1.id.count }
  }

  /// Whether a text begins with a name that ends there, or with whole words.
  private static func isBeginning(_ beginning: String, of text: String) -> Bool {
    guard text.hasPrefix(beginning) else { return false }
    guard let next = text.dropFirst(beginning.count).first else { return true }
    return !(next.isLetter || next.isNumber)
  }
}

extension String {
  fileprivate var trimmingWhitespace: String { String(drop(while: \.isWhitespace)) }
}
