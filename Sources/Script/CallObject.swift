/// A JSON object looked at just closely enough to tell what it calls: its members as they were written.
///
/// Depth is counted, not recursed into, so nothing in a text can exhaust the stack.
struct CallObject {
  private(set) var members: [(key: String, value: String)] = []

  /// Reads an object; `nil` when the text is no object, or is broken.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    var place = Self.pastBlanks(bytes, 0)
    guard place < bytes.count, bytes[place] == UInt8(ascii: "{") else { return nil }
    place = Self.pastBlanks(bytes, place + 1)
    if place < bytes.count, bytes[place] == UInt8(ascii: "}") {
      guard Self.pastBlanks(bytes, place + 1) == bytes.count else { return nil }
      return
    }
    while true {
      guard let keyEnd = Self.stringEnd(bytes, place) else { return nil }
      let key = Self.unescape(bytes[(place + 1)..<(keyEnd - 1)])
      place = Self.pastBlanks(bytes, keyEnd)
      guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { return nil }
      place = Self.pastBlanks(bytes, place + 1)
      guard let end = Self.valueEnd(bytes, place), end > place else { return nil }
      var last = end
      while last > place, Self.isBlank(bytes[last - 1]) { last -= 1 }
      members.append((key, String(decoding: bytes[place..<last], as: UTF8.self)))
      place = end
      guard place < bytes.count else { return nil }
      if bytes[place] == UInt8(ascii: "}") {
        guard Self.pastBlanks(bytes, place + 1) == bytes.count else { return nil }
        return
      }
      guard bytes[place] == UInt8(ascii: ",") else { return nil }
      place = Self.pastBlanks(bytes, place + 1)
    }
  }

  /// The value under the first of these keys that is there.
  func value(_ keys: [String]) -> String? {
    for key in keys { if let found = members.first(where: { $0.key == key }) { return found.value } }
    return nil
  }

  /// A string's content; `nil` for any other value.
  static func string(_ value: String) -> String? {
    let bytes = Array(value.utf8)
    guard let end = stringEnd(bytes, 0), end == bytes.count else { return nil }
    return unescape(bytes[1..<(end - 1)])
  }

  /// A string as JSON writes it.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private static func pastBlanks(_ bytes: [UInt8], _ start: Int) -> Int {
    var place = start
    while place < bytes.count, isBlank(bytes[place]) { place += 1 }
    return place
  }

  private static func stringEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return nil }
    var place = start + 1
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "\\") {
        place += 2
      } else if bytes[place] == UInt8(ascii: "\"") {
        return place + 1
      } else {
        place += 1
      }
    }
    return nil
  }

  /// The comma or brace behind a value.
  private static func valueEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    var place = start
    var open: [UInt8] = []
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        guard let end = stringEnd(bytes, place) else { return nil }
        place = end
        continue
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if open.isEmpty { return place }
        guard open.popLast() == bytes[place] else { return nil }
      case UInt8(ascii: ","): if open.isEmpty { return place }
      default: break
      }
      place += 1
    }
    return nil
  }

  private static func unescape(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var escape = false
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard escape else {
        if scalar == "\\" { escape = true } else { units.append(contentsOf: String(scalar).utf16) }
        continue
      }
      escape = false
      switch scalar {
      case "n": units.append(10)
      case "r": units.append(13)
      case "t": units.append(9)
      case "b": units.append(8)
      case "f": units.append(12)
      case "u":
        var digits = ""
        while digits.count < 4, let digit = scalars.next() { digits.unicodeScalars.append(digit) }
        units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
      default: units.append(contentsOf: String(scalar).utf16)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
