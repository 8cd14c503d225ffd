/// A number, or the reason why there is none.
///
/// Undefined is not zero and not perfect: it lowers the coverage of a score instead of moving it. A value
/// is always finite; ``init(_:)`` and decoding see to it. In JSON `{"value": 1.5}` or
/// `{"undefined": "no phones"}`.
public enum ScoreValue: Hashable, Sendable {
  /// A finite number.
  case value(Double)
  /// No number, and why.
  case undefined(reason: String)

  /// The number, or undefined when it is NaN or infinite.
  public init(_ number: Double) {
    self = number.isFinite ? .value(number) : .undefined(reason: "the formula gave \(number)")
  }

  /// The number; `nil` where undefined.
  public var number: Double? {
    if case .value(let number) = self { number } else { nil }
  }

  /// Why there is no number; `nil` where there is one.
  public var reason: String? {
    if case .undefined(let reason) = self { reason } else { nil }
  }
}

extension ScoreValue: Codable {
  private enum Keys: String, CodingKey {
    case value, undefined
  }

  /// Reads `{"value": …}` or `{"undefined": …}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    if let reason = try container.decodeIfPresent(String.self, forKey: .undefined) {
      self = .undefined(reason: reason)
    } else {
      self = ScoreValue(try container.decode(Double.self, forKey: .value))
    }
  }

  /// Writes `{"value": …}` or `{"undefined": …}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    switch self {
    case .value(let number): try container.encode(number, forKey: .value)
    case .undefined(let reason): try container.encode(reason, forKey: .undefined)
    }
  }
}

/// Thrown inside a measurement where a formula has no value; becomes ``ScoreValue/undefined(reason:)``.
struct Undefined: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

extension ScoreValue {
  /// The number a computation returns, or the reason it threw.
  init(_ computation: () throws(Undefined) -> Double) {
    do throws(Undefined) {
      self = ScoreValue(try computation())
    } catch {
      self = .undefined(reason: error.reason)
    }
  }
}
