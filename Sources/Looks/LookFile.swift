public import Foundation

/// A design as a small JSON file: what is left out keeps its usual number.
///
///     { "schema": "mien.look/1", "name": "pip", "hair": { "style": "curls" }, "palette": { "hair": "#c8642d" } }
///
/// Fields have the names of ``LookParameters``. Colours are `"#rrggbb"` or three numbers in 0…1. A field that is
/// unknown is refused by its name, so that a slip of the pen is not silently the usual look.
extension LookParameters {
  /// What the field `schema` of a file must say.
  public static let schema = "mien.look/1"

  /// Texts that a field may hold, by its path.
  static let choices: [String: [String]] = [
    "hair.style": HairStyle.allCases.map(\.rawValue),
    "beard.style": BeardStyle.allCases.map(\.rawValue),
    "glasses.style": GlassesStyle.allCases.map(\.rawValue),
    "outfit.top": Outfit.Top.allCases.map(\.rawValue),
    "outfit.bottom": Outfit.Bottom.allCases.map(\.rawValue),
    "outfit.shoes": Outfit.Shoes.allCases.map(\.rawValue),
    "outfit.pattern": Outfit.Pattern.allCases.map(\.rawValue),
    "accessories.ears": EarPiece.allCases.map(\.rawValue),
    "accessories.hair": HairPiece.allCases.map(\.rawValue),
  ]

  /// Reads a design.
  ///
  /// - Parameters:
  ///   - json: The file's bytes.
  ///   - file: Its name, for messages.
  /// - Throws: ``LookError`` naming the file and the field, or line and column where it is not JSON or a key stands
  ///   twice; for numbers out of range too.
  public init(json: Data, file: String) throws(LookError) {
    let given: LookValue
    let usual: LookValue
    try LookScan.check(json, file: file)
    do {
      given = try JSONDecoder().decode(LookValue.self, from: json)
    } catch {
      throw .malformed(
        file: file, place: "the whole file", reason: "it is not JSON; mend brackets and commas")
    }
    guard case .object(var fields) = given else {
      throw .malformed(file: file, place: "the whole file", reason: "it must be an object in braces")
    }
    guard fields.removeValue(forKey: "schema") == .text(Self.schema) else {
      throw .malformed(
        file: file, place: "schema", reason: "it must say \"\(Self.schema)\", the first line of each look")
    }
    do {
      usual = try JSONDecoder().decode(LookValue.self, from: JSONEncoder().encode(LookParameters()))
      var overlay = LookOverlay(file: file)
      let whole = overlay.lay(.object(fields), over: usual, at: "")
      if !overlay.faults.isEmpty {
        // What else is wrong is found in the look less the fields that cannot be read.
        let readable = try JSONDecoder().decode(LookParameters.self, from: JSONEncoder().encode(whole))
        throw LookError.joined(overlay.faults + readable.faults.map { $0.inFile(file) })
          ?? .unsuitable(what: "a field cannot be read")
      }
      self = try JSONDecoder().decode(LookParameters.self, from: JSONEncoder().encode(whole))
    } catch let error as LookError {
      throw error
    } catch {
      throw .malformed(
        file: file, place: "the whole file", reason: "a number is not finite; write plain numbers")
    }
    do {
      try validate()
      try SlitGrid.checkCorners(self)
    } catch { throw error.inFile(file) }
  }

  /// All fields with their numbers, keys in ascending order, colours as `"#rrggbb"`.
  ///
  /// Colours are rounded to 8 bits, all else reads back as it is.
  ///
  /// - Throws: ``LookError`` when a number is not finite.
  public func json() throws(LookError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      guard
        case .object(var fields) = try JSONDecoder().decode(LookValue.self, from: JSONEncoder().encode(self))
      else { throw LookError.unsuitable(what: "a design must be an object") }
      fields["schema"] = .text(Self.schema)
      if case .object(let colors)? = fields["palette"] {
        fields["palette"] = .object(colors.mapValues { LookOverlay.hex($0) ?? $0 })
      }
      return try encoder.encode(LookValue.object(fields))
    } catch let error as LookError {
      throw error
    } catch {
      throw .unsuitable(what: "\(name) holds a number that is not finite; give it a plain one")
    }
  }
}

/// What a JSON file holds, as far as looks need it.
enum LookValue: Codable, Equatable {
  case object([String: LookValue])
  case list([LookValue])
  case number(Double)
  case text(String)
  case other

  init(from decoder: any Decoder) throws {
    if let fields = try? decoder.container(keyedBy: Key.self) {
      var object: [String: LookValue] = [:]
      for key in fields.allKeys { object[key.stringValue] = try fields.decode(LookValue.self, forKey: key) }
      self = .object(object)
      return
    }
    let value = try decoder.singleValueContainer()
    if let list = try? value.decode([LookValue].self) {
      self = .list(list)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .other
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .object(let object): try value.encode(object)
    case .list(let list): try value.encode(list)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .other: try value.encodeNil()
    }
  }

  /// What the value is, in words.
  var kind: String {
    switch self {
    case .object: "an object in braces"
    case .list: "a list of \(listCount) numbers"
    case .number: "a number"
    case .text: "a text"
    case .other: "true, false or null"
    }
  }

  private var listCount: Int {
    if case .list(let list) = self { list.count } else { 0 }
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
