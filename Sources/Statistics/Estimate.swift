/// A value, or the reason why there is none.
public enum Estimate<Value: Sendable>: Sendable {
  /// A defined, finite value.
  case value(Value)
  /// No value, and why.
  case undefined(StatisticsError)

  /// The value; `nil` where undefined.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// The reason in words; `nil` where a value exists.
  public var reason: String? {
    if case .undefined(let error) = self { error.description } else { nil }
  }

  /// The same estimate of something made from the value.
  public func map<Other: Sendable>(_ transform: (Value) -> Other) -> Estimate<Other> {
    switch self {
    case .value(let value): .value(transform(value))
    case .undefined(let error): .undefined(error)
    }
  }

  /// Keeps what the computation returned, or the error it threw.
  public init(_ computation: () throws(StatisticsError) -> Value) {
    do throws(StatisticsError) {
      self = .value(try computation())
    } catch {
      self = .undefined(error)
    }
  }
}

extension Estimate: Equatable where Value: Equatable {}

extension Estimate: CustomStringConvertible {
  /// The value as Swift prints it, or `undefined (reason)`.
  public var description: String {
    switch self {
    case .value(let value): "\(value)"
    case .undefined(let error): "undefined (\(error))"
    }
  }
}
