import Foundation

/// Compares what a formula gave with what an item expects, value by value.
struct GoldenComparison {
  let item: GoldenItem
  private var checked = 0
  private var worst: Double?
  private var fault: String?
  private var gap: String?

  init(item: GoldenItem) { self.item = item }

  /// What came of it.
  var result: GoldenResult {
    let verdict: GoldenResult.Verdict
    if fault != nil {
      verdict = .disagrees
    } else {
      verdict = gap == nil && checked > 0 ? .agrees : .notCovered
    }
    return GoldenResult(
      item: item.name, formula: item.formula, checked: checked, digits: worst, tolerance: tolerance,
      verdict: verdict, reason: fault ?? gap ?? (checked == 0 ? "nothing is expected" : nil))
  }

  private var tolerance: String {
    [item.relativeTolerance.map { "rel \($0)" }, item.absoluteTolerance.map { "abs \($0)" }]
      .compactMap(\.self).joined(separator: ", ")
  }

  /// Notes what cannot be compared.
  mutating func miss(_ reason: String) { gap = gap ?? reason }

  /// Compares a value and all it holds.
  mutating func compare(_ found: GoldenValue, _ expected: GoldenValue, at place: String) {
    switch (expected, found) {
    case (.table(let wanted), .table(let values)):
      for name in wanted.keys.sorted() {
        guard let value = wanted[name] else { continue }
        let inner = place.isEmpty ? name : "\(place).\(name)"
        guard let own = values[name] else {
          miss("value '\(inner)' is not known here")
          continue
        }
        compare(own, value, at: inner)
      }
    case (.table(let wanted), .none):
      for name in wanted.keys.sorted() {
        if let value = wanted[name] { compare(found, value, at: place.isEmpty ? name : "\(place).\(name)") }
      }
    case (.table(let wanted), _):
      // One number under a name of its own.
      guard wanted.count == 1, let (name, value) = wanted.first else {
        return miss("\(spot(place)): one value, not \(wanted.count)")
      }
      compare(found, value, at: place.isEmpty ? name : "\(place).\(name)")
    case (_, .table(let values)):
      // The formula's only value, or the one that bears the item's formula as name.
      let name = values.keys.sorted().first { item.formula.lowercased().hasPrefix($0.lowercased()) }
      guard let key = values.count == 1 ? values.keys.first : name, let value = values[key] else {
        return miss(
          "\(spot(place)): which of \(values.keys.sorted().joined(separator: ", ")) is expected is not said")
      }
      compare(value, expected, at: key)
    case (.list(let wanted), .list(let values)):
      guard wanted.count == values.count else {
        checked += 1
        return fail(place, "\(values.count) values, expected \(wanted.count)")
      }
      if wanted.isEmpty { checked += 1 }
      for (index, (value, own)) in zip(wanted, values).enumerated() {
        compare(own, value, at: "\(place)[\(index)]")
      }
    case (.list(let wanted), .number), (.list(let wanted), .integer):
      guard wanted.count == 1 else { return fail(place, "one value, expected \(wanted.count)") }
      compare(found, wanted[0], at: "\(place)[0]")
    default: compareOne(found, expected, at: place)
    }
  }

  private mutating func compareOne(_ found: GoldenValue, _ expected: GoldenValue, at place: String) {
    switch (expected, found) {
    case (.none, .none):
      checked += 1
      note(17)
    case (_, .none(let reason)):
      checked += 1
      fail(place, "undefined: \(reason)")
    case (.none, _):
      checked += 1
      fail(place, "\(text(found)), expected no value")
    case (.text(let wanted), .text(let value)) where wanted == value:
      checked += 1
      note(17)
    default:
      guard let wanted = expected.number, let value = found.number else {
        return miss("\(spot(place)): expected value is no number")
      }
      checked += 1
      note(item.digits(value, wanted))
      let agrees: Bool
      if case .integer = found { agrees = value == wanted } else { agrees = item.agrees(value, wanted) }
      if !agrees { fail(place, "\(text(found)), expected \(text(expected))") }
    }
  }

  private mutating func note(_ digits: Double) { worst = min(worst ?? 17, digits) }

  private mutating func fail(_ place: String, _ reason: String) {
    fault = fault ?? "\(spot(place)): \(reason)"
  }

  private func spot(_ place: String) -> String { place.isEmpty ? "value" : place }

  private func text(_ value: GoldenValue) -> String {
    switch value {
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .text(let text): "'\(text.prefix(40))'"
    case .none(let reason): "no value (\(reason))"
    case .list(let values): "\(values.count) values"
    case .table(let values): values.keys.sorted().joined(separator: ", ")
    }
  }
}
