import Foundation

/// A JSON document as a tree of values, so that what we do not know survives being read and written.
///
/// Object keys carry no order; writing sorts them, which makes the bytes deterministic. Whole numbers that fit
/// 64 bits are ``integer(_:)``, all others ``number(_:)``.
public enum JSONValue: Sendable, Equatable, Codable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int64)
  /// Any other number.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members by key.
  case object([String: JSONValue])

  /// Reads one value from a decoder.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let number = try? container.decode(Double.self) {
      if number == number.rounded(), let whole = try? container.decode(Int64.self) {
        self = .integer(whole)
      } else {
        self = .number(number)
      }
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let members = try? container.decode([String: JSONValue].self) {
      self = .object(members)
    } else if let items = try? container.decode([JSONValue].self) {
      self = .array(items)
    } else {
      self = .bool(try container.decode(Bool.self))
    }
  }

  /// Writes the value to an encoder.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// Parses UTF-8 text by RFC 8259.
  ///
  /// Refused are keys that stand twice in one object, halves of surrogate pairs, numbers beyond the range of a
  /// Double, and more than ``ReadingLimits/depth`` levels. A byte order mark in front is stepped over.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - file: name for messages.
  ///   - place: what messages say before line and column; may be empty.
  ///   - line: number of the first line.
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with line, column and what was expected.
  public init(
    parsing bytes: some Sequence<UInt8>, file: String, place: String, line: Int = 1
  ) throws(FormatsError) {
    self = try JSONReader.read(bytes, file: file, place: place, line: line) {
      (reader: inout JSONReader) throws(FormatsError) in try reader.value()
    }
  }

  /// UTF-8 text with sorted keys; empty for a number that is not finite (JSON has no such number).
  public var text: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { Array($0) } ?? []
  }
}

extension JSONValue {
  /// A number from a Float, kept exactly.
  public static func float(_ value: Float) -> JSONValue {
    value == value.rounded() && abs(value) < 1e9 ? .integer(Int64(value)) : .number(Double(value))
  }

  /// A list of exact Floats.
  public static func floats(_ values: some Sequence<Float>) -> JSONValue { .array(values.map { .float($0) }) }

  /// A whole number.
  public static func int(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  /// A member of an object; setting `nil` removes it, setting on anything but an object makes it one.
  public subscript(key: String) -> JSONValue? {
    get {
      if case .object(let members) = self { return members[key] }
      return nil
    }
    set {
      var members = object ?? [:]
      members[key] = newValue
      self = .object(members)
    }
  }

  /// The members, if it is an object.
  public var object: [String: JSONValue]? {
    if case .object(let members) = self { return members }
    return nil
  }

  /// The items, if it is a list.
  public var array: [JSONValue]? {
    if case .array(let items) = self { return items }
    return nil
  }

  /// The text, if it is one.
  public var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// The truth value, if it is one.
  public var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  /// The whole number, if it is one.
  public var integer: Int? {
    if case .integer(let value) = self { return Int(value) }
    return nil
  }

  /// The number, if it is one.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
