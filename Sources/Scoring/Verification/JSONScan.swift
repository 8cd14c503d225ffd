import Foundation

/// Reads through JSON (RFC 8259) and says where the first fault of its form stands, and which names an object has twice:
/// both are lost where it is decoded.
struct JSONScan {
  /// Deepest nesting accepted.
  static let deepest = 200

  /// What is wrong, and where.
  struct Fault: Error {
    let place: String
    let reason: String
  }

  private let bytes: [UInt8]
  private var at = 0

  /// Reads all of it.
  ///
  /// - Throws: ``Fault`` with the line and the column.
  static func admit(_ data: Data) throws(Fault) {
    var scan = JSONScan(bytes: Array(data))
    scan.skipSpace()
    try scan.value(depth: 0)
    scan.skipSpace()
    guard scan.at == scan.bytes.count else { throw scan.fault("something follows the end of the JSON") }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { at += 1 }
  }

  private mutating func takes(_ mark: Character) -> Bool {
    guard next == mark.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(Fault) {
    guard depth <= Self.deepest else {
      throw fault("more than \(Self.deepest) lists or objects in each other")
    }
    switch next {
    case UInt8(ascii: "{"): try object(depth)
    case UInt8(ascii: "["): try list(depth)
    case UInt8(ascii: "\""): _ = try text()
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), UInt8(ascii: "-"): try number()
    default:
      for word in ["true", "false", "null"] where bytes[at...].starts(with: word.utf8) {
        at += word.utf8.count
        return
      }
      throw expected("a value (NaN and Infinity are none)")
    }
  }

  private mutating func object(_ depth: Int) throws(Fault) {
    at += 1
    skipSpace()
    if takes("}") { return }
    var names: Set<String> = []
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw expected("a name in quotes") }
      let start = at
      let name = try text()
      guard names.insert(name).inserted else {
        at = start
        throw fault("'\(name.prefix(60))' stands there twice, and only one can be meant")
      }
      skipSpace()
      guard takes(":") else { throw expected("':'") }
      skipSpace()
      try value(depth: depth + 1)
      skipSpace()
    } while takes(",")
    guard takes("}") else { throw expected("',' or '}'") }
  }

  private mutating func list(_ depth: Int) throws(Fault) {
    at += 1
    skipSpace()
    if takes("]") { return }
    repeat {
      skipSpace()
      try value(depth: depth + 1)
      skipSpace()
    } while takes(",")
    guard takes("]") else { throw expected("',' or ']'") }
  }

  private mutating func text() throws(Fault) -> String {
    let start = at
    at += 1
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a text holds a control character") }
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard at < bytes.count else {
      at = start
      throw fault("a text does not end")
    }
    at += 1
    guard let text = try? JSONDecoder().decode(String.self, from: Data(bytes[start..<at])) else {
      at = start
      throw fault("a text is no UTF-8 or holds an unknown escape")
    }
    return text
  }

  private mutating func number() throws(Fault) {
    let start = at
    _ = takes("-")
    var isSound = takes("0") || digits()
    if takes(".") { isSound = digits() && isSound }
    if takes("e") || takes("E") {
      _ = takes("+") || takes("-")
      isSound = digits() && isSound
    }
    guard isSound, Double(String(decoding: bytes[start..<at], as: UTF8.self))?.isFinite == true else {
      at = start
      throw fault("a number is not one that JSON knows, or too large")
    }
  }

  private mutating func digits() -> Bool {
    let start = at
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
    return at > start
  }

  private func expected(_ what: String) -> Fault {
    fault(at < bytes.count ? "\(what) should stand here" : "the file ends where \(what) should stand")
  }

  /// Lines end with LF, CR or both.
  private func fault(_ reason: String) -> Fault {
    var line = 1
    var begin = 0
    for (index, byte) in bytes.prefix(at).enumerated() {
      guard byte == 0x0A || byte == 0x0D else { continue }
      if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D {} else { line += 1 }
      begin = index + 1
    }
    let column = bytes[begin..<min(at, bytes.count)].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return Fault(place: "line \(line), column \(column)", reason: reason)
  }
}
