import Foundation

/// Goes once through the JSON of a look before it is decoded, and tells where it is broken or says a key twice:
/// decoding keeps one of two equal keys and forgets where the bytes stood.
///
/// The grammar is that of RFC 8259; columns count characters, lines and columns begin at 1.
struct LookScan {
  /// Levels of braces and brackets; looks have three.
  static let deepest = 16

  private let bytes: [UInt8]
  private let file: String
  private var at = 0

  /// Scans a file.
  ///
  /// - Throws: ``LookError/malformed(file:place:reason:)`` with line and column of the first fault.
  static func check(_ json: Data, file: String) throws(LookError) {
    var scan = LookScan(bytes: [UInt8](json), file: file)
    if scan.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { scan.at = 3 }
    guard scan.next != nil else {
      throw .malformed(file: file, place: "the whole file", reason: "it is empty; begin with {")
    }
    try scan.value(path: "", depth: 0)
    if scan.next != nil { throw scan.fault("something follows the end of the look; take it out") }
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The next byte that is no white space, at which the scan then stands.
  private var next: UInt8? {
    mutating get {
      while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
      return at < bytes.count ? bytes[at] : nil
    }
  }

  private mutating func value(path: String, depth: Int) throws(LookError) {
    guard depth < Self.deepest else { throw fault("brackets are nested too deep; looks have three levels") }
    guard let byte = next else { throw expected("a value") }
    switch byte {
    case UInt8(ascii: "{"): try object(path: path, depth: depth)
    case UInt8(ascii: "["): try list(path: path, depth: depth)
    case UInt8(ascii: "\""): _ = try text()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default:
      for word in ["true", "false", "null"] where bytes[at...].starts(with: word.utf8) {
        at += word.utf8.count
        return
      }
      throw expected("a value")
    }
  }

  private mutating func object(path: String, depth: Int) throws(LookError) {
    at += 1
    var keys: Set<String> = []
    if next == UInt8(ascii: "}") {
      at += 1
      return
    }
    while true {
      guard next == UInt8(ascii: "\"") else { throw expected("a key in quotes") }
      let start = at
      let key = try text()
      let place = path.isEmpty ? key : "\(path).\(key)"
      guard keys.insert(key).inserted else {
        throw .malformed(
          file: file, place: "\(self.place(of: start)): \(place)", reason: "it stands twice; keep one of them"
        )
      }
      guard next == UInt8(ascii: ":") else { throw expected("a colon") }
      at += 1
      try value(path: place, depth: depth + 1)
      if try ends(with: UInt8(ascii: "}"), "a comma or }") { return }
    }
  }

  private mutating func list(path: String, depth: Int) throws(LookError) {
    at += 1
    if next == UInt8(ascii: "]") {
      at += 1
      return
    }
    while true {
      try value(path: path, depth: depth + 1)
      if try ends(with: UInt8(ascii: "]"), "a comma or ]") { return }
    }
  }

  /// Takes a comma, or the closing byte, at which it is true.
  private mutating func ends(with close: UInt8, _ what: String) throws(LookError) -> Bool {
    guard let byte = next, byte == close || byte == UInt8(ascii: ",") else { throw expected(what) }
    at += 1
    return byte == close
  }

  private mutating func text() throws(LookError) -> String {
    let start = at
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      guard bytes[at] >= 0x20 else {
        throw fault("a text holds a control character; write it as \\u and four digits")
      }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard at < bytes.count else {
      at = start
      throw fault("a text does not end; close its quotes")
    }
    at += 1
    do { return try JSONDecoder().decode(String.self, from: Data(bytes[start..<at])) } catch {
      at = start
      throw fault("a text is no UTF-8 or holds an unknown escape; write it anew")
    }
  }

  private mutating func number() throws(LookError) {
    let start = at
    func digits(_ at: inout Int) -> Bool {
      let first = at
      while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
      return at > first
    }
    func takes(_ set: String, _ at: inout Int) -> Bool {
      guard at < bytes.count, set.utf8.contains(bytes[at]) else { return false }
      at += 1
      return true
    }
    var end = at
    _ = takes("-", &end)
    let leadingZero = takes("0", &end)
    var isSound = leadingZero || digits(&end)
    if takes(".", &end) { isSound = digits(&end) && isSound }
    if takes("eE", &end) {
      _ = takes("+-", &end)
      isSound = digits(&end) && isSound
    }
    guard isSound, Double(String(decoding: bytes[start..<end], as: UTF8.self))?.isFinite == true else {
      throw fault("a number is not one that JSON knows, or too large; write it like 0.25")
    }
    at = end
  }

  private func expected(_ what: String) -> LookError {
    at < bytes.count ? fault("\(what) should stand here") : fault("the file ends where \(what) should stand")
  }

  private func fault(_ reason: String) -> LookError {
    .malformed(file: file, place: place(of: at), reason: "it is not JSON: \(reason)")
  }

  private func place(of offset: Int) -> String {
    let before = bytes.prefix(offset)
    let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let begin = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[begin...].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    return "line \(line), column \(column)"
  }
}
