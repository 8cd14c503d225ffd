import Foundation

/// The head of a `.npy` file: a mark, a version, and a Python dictionary as text
/// (NumPy Enhancement Proposal 1, `numpy.lib.format`).
struct NPYHeader {
  /// Bytes of a header that are taken in; NumPy itself stops at 10,000.
  static let largestBytes = 1 << 20
  private static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  var element: NPYElement
  var shape: [Int]
  var isFortranOrder: Bool
  /// Bytes before the first value.
  var length: Int

  init(_ bytes: Data, file: String) throws(FormatsError) {
    func malformed(_ place: String, _ reason: String) -> FormatsError {
      .malformed(file: file, place: place, reason: reason, cure: "save it again with numpy.save")
    }
    let head = [UInt8](bytes.prefix(12))
    guard head.count >= 10, head.starts(with: Self.magic) else {
      throw malformed("byte 0", "it does not begin like a NumPy array")
    }
    let version = Int(head[6])
    guard (1...3).contains(version), head[7] == 0 else {
      throw .unsupported(
        file: file, place: "byte 6", reason: "it is of version \(head[6]).\(head[7])",
        cure: "save it as version 1.0, 2.0 or 3.0")
    }
    let prefix = version == 1 ? 10 : 12
    guard head.count >= prefix else { throw malformed("byte 8", "the file ends in its header") }
    let size = head[8..<prefix].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard size <= Self.largestBytes else {
      throw malformed("byte 8", "it says that its header has \(size) bytes; \(Self.largestBytes) are read")
    }
    guard bytes.count >= prefix + size else {
      throw malformed("byte 8", "it says that its header has \(size) bytes and the file ends before")
    }
    length = prefix + size
    let start = bytes.startIndex + prefix
    var scan = LiteralScan([UInt8](bytes[start..<(start + size)]))
    do throws(LiteralScan.Fault) {
      let entry = try scan.dictionary()
      if let fields = entry.fields {
        throw .structured(fields)
      }
      (isFortranOrder, shape) = (entry.isFortranOrder, entry.shape)
      element = try Self.element(entry.descr, file: file)
    } catch {
      switch error {
      case .wrong(let at, let reason): throw malformed("byte \(prefix + at)", reason)
      case .refused(let error): throw error
      case .structured(let text):
        throw .unsupported(
          file: file, place: "header", reason: "its values are records with fields: \(text)",
          cure: "save each field as an array of its own")
      }
    }
    guard shape.count <= 64 else { throw malformed("header", "it has \(shape.count) dimensions") }
  }

  private static func element(_ descr: String, file: String) throws(LiteralScan.Fault) -> NPYElement {
    do { return try NPYElement(descr: descr, file: file) } catch { throw .refused(error) }
  }
}

/// The few Python literals that a header is made of.
struct LiteralScan {
  enum Fault: Error {
    case wrong(at: Int, String)
    case structured(String)
    case refused(FormatsError)
  }

  struct Entry {
    var descr = ""
    /// The text of a structured type, where `descr` is none of the simple ones.
    var fields: String?
    var isFortranOrder = false
    var shape: [Int] = []
  }

  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// `{'descr': …, 'fortran_order': …, 'shape': …}` in any order, and white space after it.
  mutating func dictionary() throws(Fault) -> Entry {
    var entry = Entry()
    var seen: Set<String> = []
    try expect("{")
    while peek() != UInt8(ascii: "}") {
      let key = try text()
      guard seen.insert(key).inserted else { throw wrong("'\(key)' stands twice in the header") }
      try expect(":")
      switch key {
      case "descr":
        if peek() == UInt8(ascii: "[") || peek() == UInt8(ascii: "(") {
          entry.fields = String(decoding: bytes[at..<min(bytes.count, at + 80)], as: UTF8.self)
          return entry
        }
        entry.descr = try text()
      case "fortran_order": entry.isFortranOrder = try truth()
      case "shape": entry.shape = try tuple()
      default: throw wrong("'\(key.prefix(40))' belongs in no header")
      }
      if peek() == UInt8(ascii: ",") { at += 1 } else { break }
    }
    try expect("}")
    guard peek() == nil else { throw wrong("more follows behind the header's dictionary") }
    guard seen.count == 3 else { throw wrong("the header lacks descr, fortran_order or shape") }
    return entry
  }

  private func wrong(_ reason: String) -> Fault { .wrong(at: at, reason) }

  /// The next byte that is no white space.
  private mutating func peek() -> UInt8? {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    return at < bytes.count ? bytes[at] : nil
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws(Fault) {
    guard peek() == UInt8(ascii: sign) else { throw wrong("'\(sign)' is expected in the header") }
    at += 1
  }

  private mutating func text() throws(Fault) -> String {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw wrong("a text in quotes is expected in the header")
    }
    at += 1
    let first = at
    while at < bytes.count, bytes[at] != quote {
      guard bytes[at] != UInt8(ascii: "\\") else { throw wrong("a text of the header holds a backslash") }
      at += 1
    }
    guard at < bytes.count else { throw wrong("a text of the header is not closed") }
    at += 1
    return String(decoding: bytes[first..<(at - 1)], as: UTF8.self)
  }

  private mutating func truth() throws(Fault) -> Bool {
    _ = peek()
    for (word, value) in [("True", true), ("False", false)] where bytes[at...].starts(with: word.utf8) {
      at += word.utf8.count
      return value
    }
    throw wrong("True or False is expected in the header")
  }

  /// Numbers from 0, each with the `L` that Python 2 puts behind a long one.
  private mutating func tuple() throws(Fault) -> [Int] {
    var numbers: [Int] = []
    try expect("(")
    while peek() != UInt8(ascii: ")") {
      let first = at
      while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
      guard at > first, let number = Int(String(decoding: bytes[first..<at], as: UTF8.self)) else {
        at = first
        throw wrong("the shape holds something other than a number from 0 to \(Int.max)")
      }
      numbers.append(number)
      if at < bytes.count, bytes[at] == UInt8(ascii: "L") { at += 1 }
      if peek() == UInt8(ascii: ",") { at += 1 } else { break }
    }
    try expect(")")
    return numbers
  }
}
