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

  /// Reads JSON. Numbers are Float64 whatever their spelling, to the last bit; NaN and infinities are no JSON.
  ///
  /// - Throws: ``VerificationError/badExpectations(place:reason:)``.
  static func read(_ json: Data) throws(VerificationError) -> GoldenValue {
    do throws(JSONScan.Fault) { try JSONScan.admit(json) } catch {
      throw .badExpectations(place: error.place, reason: error.reason)
    }
    do {
      return try JSONDecoder().decode(GoldenValue.self, from: json)
    } catch let DecodingError.dataCorrupted(context) {
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      let fault = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
      throw .badExpectations(
        place: place.isEmpty ? "whole file" : place,
        reason: "\(fault ?? context.debugDescription) (NaN and Infinity are no JSON numbers)")
    } catch {
      throw .badExpectations(place: "whole file", reason: "it is no JSON")
    }
  }
}

extension GoldenValue: Decodable {
  /// Reads a value of any kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none(reason: "null")
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .number(flag ? 1 : 0)
    } else if let list = try? container.decode([GoldenValue].self) {
      self = .list(list)
    } else {
      self = .table(try container.decode([String: GoldenValue].self))
    }
  }
}
