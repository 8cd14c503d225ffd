import Foundation

/// A value of golden vectors: what `expected.json` holds, and what a formula gives for it.
public enum GoldenValue: Sendable, Equatable {
  /// A number that is compared within a tolerance.
  case number(Double)
  /// A count or an index, compared exactly.
  case integer(Int)
  /// Words.
  case text(String)
  /// No value; where a formula gave none, with the reason.
  case none(reason: String)
  /// Values in order.
  case list([GoldenValue])
  /// Values by name.
  case table([String: GoldenValue])

  /// Numbers in order.
  static func numbers(_ values: [Double]) -> GoldenValue { .list(values.map { .number($0) }) }

  /// Counts or indices in order.
  static func integers(_ values: [Int]) -> GoldenValue { .list(values.map { .integer($0) }) }

  /// The number; `nil` for other kinds.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// The values by name; `nil` for other kinds.
  var table: [String: GoldenValue]? {
    if case .table(let values) = self { values } else { nil }
  }

  /// The values in order; `nil` for other kinds.
  var list: [GoldenValue]? {
    if case .list(let values) = self { values } else { nil }
  }

  /// Reads JSON. Numbers are Float64 whatever their spelling; NaN and infinities are no JSON.
  ///
  /// - Throws: ``VerificationError/badExpectations(place:reason:)``.
  static func read(_ json: Data) throws(VerificationError) -> GoldenValue {
    let root: Any
    do {
      root = try JSONSerialization.jsonObject(with: json, options: [.fragmentsAllowed])
    } catch {
      throw .badExpectations(place: "whole file", reason: Self.reason(of: error))
    }
    return try make(root, at: "root", depth: 0)
  }

  /// What the parser says of the fault, in one line.
  private static func reason(of error: any Error) -> String {
    let text = (error as NSError).userInfo["NSDebugDescription"] as? String ?? "it cannot be parsed"
    return "no JSON: \(text) (NaN and Infinity are no JSON numbers)"
  }

  private static func make(_ any: Any, at place: String, depth: Int) throws(VerificationError) -> GoldenValue
  {
    guard depth < 32 else { throw .badExpectations(place: place, reason: "nested too deeply") }
    if any is NSNull { return .none(reason: "null") }
    if let text = any as? String { return .text(text) }
    if let number = any as? NSNumber {
      let value = number.doubleValue
      guard value.isFinite else { throw .badExpectations(place: place, reason: "a number is too large") }
      return .number(value)
    }
    if let list = any as? [Any] {
      var values: [GoldenValue] = []
      for (index, item) in list.enumerated() {
        values.append(try make(item, at: "\(place)[\(index)]", depth: depth + 1))
      }
      return .list(values)
    }
    guard let table = any as? [String: Any] else {
      throw .badExpectations(place: place, reason: "a value of unknown kind")
    }
    var values: [String: GoldenValue] = [:]
    for name in table.keys.sorted() {
      guard let item = table[name] else { continue }
      values[name] = try make(item, at: "\(place).\(name)", depth: depth + 1)
    }
    return .table(values)
  }
}
