/// Lists of names as one field of a table holds them.
enum NameList {
  /// The items of a list as Python prints it: `['Ann', "Bob's mum"]`, `('Ann',)`, `[]`. `nil` for anything else.
  static func python(_ text: String) -> [String]? {
    var bytes = Array(text.utf8)[...]
    func skipSpace() {
      while let byte = bytes.first, byte == 0x20 || byte == 0x0A || byte == 0x09 { bytes.removeFirst() }
    }
    skipSpace()
    guard let open = bytes.popFirst(), open == UInt8(ascii: "[") || open == UInt8(ascii: "(") else {
      return nil
    }
    let close = open == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
    var items: [String] = []
    while true {
      skipSpace()
      guard let first = bytes.popFirst() else { return nil }
      if first == close { break }
      guard first == UInt8(ascii: "'") || first == UInt8(ascii: "\""), let item = item(&bytes, quote: first)
      else { return nil }
      items.append(item)
      skipSpace()
      guard let next = bytes.popFirst() else { return nil }
      if next == close { break }
      guard next == UInt8(ascii: ",") else { return nil }
    }
    skipSpace()
    return bytes.isEmpty ? items : nil
  }

  private static func item(_ bytes: inout ArraySlice<UInt8>, quote: UInt8) -> String? {
    var plain: [UInt8] = []
    while let byte = bytes.popFirst() {
      if byte == quote { return String(decoding: plain, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        plain.append(byte)
        continue
      }
      guard let escape = bytes.popFirst() else { return nil }
      switch escape {
      case UInt8(ascii: "n"): plain.append(0x0A)
      case UInt8(ascii: "r"): plain.append(0x0D)
      case UInt8(ascii: "t"): plain.append(0x09)
      case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"):
        let count = escape == UInt8(ascii: "x") ? 2 : escape == UInt8(ascii: "u") ? 4 : 8
        let digits = String(decoding: bytes.prefix(count), as: UTF8.self)
        guard digits.utf8.count == count, let value = UInt32(digits, radix: 16),
          let scalar = Unicode.Scalar(value)
        else { return nil }
        bytes = bytes.dropFirst(count)
        plain.append(contentsOf: String(Character(scalar)).utf8)
      case quote, UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): plain.append(escape)
      default: plain += [UInt8(ascii: "\\"), escape]
      }
    }
    return nil
  }

  /// The texts and numbers of a JSON list; `nil` for anything else.
  static func json(_ text: String) -> [String]? {
    guard let items = (try? JSONValue(parsing: text.utf8, file: "", place: ""))?.array else { return nil }
    let names = items.compactMap(\.plainText)
    return names.count == items.count ? names : nil
  }
}

extension JSONValue {
  /// A text, or a number or truth value as text; `nil` for the rest.
  var plainText: String? {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .bool(let truth): String(truth)
    case .null, .array, .object: nil
    }
  }
}
