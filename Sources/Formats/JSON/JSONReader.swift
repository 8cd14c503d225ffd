/// Reads one JSON text (RFC 8259, UTF-8) from front to back without building a tree.
///
/// The caller opens lists and objects, takes what it wants and skips the rest; strings come as ``JSONText``, a place
/// in the bytes, so that nothing is copied until asked for. What is skipped is checked as strictly as what is
/// read, except for keys that stand twice in a skipped object. It lives no longer than the closure it was handed to.
///
///     try JSONReader.read(bytes, file: "log.jsonl", line: 12) { (reader: inout JSONReader) throws(FormatsError) in
///       try reader.openObject()
///       while let key = try reader.nextKey() {
///         if reader.matches(key, "type") { type = try reader.string() } else { try reader.skip() }
///       }
///     }
///
/// Lists and objects nest at most ``ReadingLimits/depth`` levels.
public struct JSONReader: ~Copyable {
  /// What a value is, seen from its first byte.
  public enum Kind: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool
    /// A number.
    case number
    /// A text.
    case string
    /// A list.
    case array
    /// An object.
    case object
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let file: String
  let place: String
  let line: Int
  /// Whether lines and columns are those of a file; otherwise the bytes were made from its line `line`.
  let isVerbatim: Bool
  /// Offset of the next byte.
  var position = 0
  var depth = 0
  /// Whether a list or object was opened and nothing of it was taken.
  var isFresh = false
  /// Whether half of a surrogate pair becomes U+FFFD; otherwise it is refused.
  public var replacesLoneSurrogates = false
  /// How many halves of surrogate pairs were met and are replaced.
  public internal(set) var loneSurrogates = 0

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String, place: String, line: Int, isVerbatim: Bool = true
  ) {
    self.bytes = bytes
    self.file = file
    self.place = place
    self.line = line
    self.isVerbatim = isVerbatim
    // A byte order mark may stand in front and means nothing.
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  /// Hands a reader of the whole text to `body`, then asks that nothing but space is left.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - file: name for messages.
  ///   - place: what messages say before line and column; may be empty.
  ///   - line: number of the first line.
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with line and column, and whatever `body` throws.
  public static func read<Result>(
    _ bytes: some Sequence<UInt8>, file: String, place: String = "", line: Int = 1,
    _ body: (inout JSONReader) throws(FormatsError) -> Result
  ) throws(FormatsError) -> Result {
    func run(_ buffer: UnsafeBufferPointer<UInt8>) throws(FormatsError) -> Result {
      var reader = JSONReader(buffer, file: file, place: place, line: line)
      let result = try body(&reader)
      try reader.end()
      return result
    }
    let outcome = bytes.withContiguousStorageIfAvailable { buffer -> Swift.Result<Result, FormatsError> in
      do throws(FormatsError) { return .success(try run(buffer)) } catch { return .failure(error) }
    }
    if let outcome { return try outcome.get() }
    return try Array(bytes).withUnsafeBufferPointer(run)
  }

  /// The same for bytes that were made from one line of a file, whose columns mean nothing there.
  static func read<Result>(
    _ bytes: [UInt8], file: String, line: Int, isVerbatim: Bool,
    _ body: (inout JSONReader) throws(FormatsError) -> Result
  ) throws(FormatsError) -> Result {
    try bytes.withUnsafeBufferPointer { (buffer) throws(FormatsError) in
      var reader = JSONReader(buffer, file: file, place: "", line: line, isVerbatim: isVerbatim)
      let result = try body(&reader)
      try reader.end()
      return result
    }
  }

  /// What the next value is.
  public mutating func peek() throws(FormatsError) -> Kind {
    switch skipSpace() {
    case 0x22: return .string
    case 0x7B: return .object
    case 0x5B: return .array
    case 0x2D, 0x30...0x39: return .number
    case 0x74, 0x66: return .bool
    case 0x6E: return .null
    default: throw expected("a value")
    }
  }

  /// Goes into an object.
  public mutating func openObject() throws(FormatsError) {
    guard skipSpace() == 0x7B else { throw expected("an object") }
    try enter()
  }

  /// Goes into a list.
  public mutating func openArray() throws(FormatsError) {
    guard skipSpace() == 0x5B else { throw expected("a list") }
    try enter()
  }

  private mutating func enter() throws(FormatsError) {
    // Skipping marks each level with one bit of 64.
    guard depth < min(ReadingLimits.depth, 64) else { throw tooDeep() }
    depth += 1
    position += 1
    isFresh = true
  }

  /// The next key of the object that is open, its value being next; `nil` at the end, which closes it.
  public mutating func nextKey() throws(FormatsError) -> JSONText? {
    let byte = skipSpace()
    if byte == 0x7D {
      leave()
      return nil
    }
    if isFresh {
      isFresh = false
      guard byte == 0x22 else { throw expected("a key in quotes or }") }
    } else {
      guard byte == 0x2C else { throw expected("a comma or } after a member") }
      position += 1
      guard skipSpace() == 0x22 else { throw expected("a key in quotes after the comma") }
    }
    let key = try text()
    guard skipSpace() == 0x3A else { throw expected("a colon after the key") }
    position += 1
    return key
  }

  /// Whether the list that is open has another item, which is next; `false` at the end, which closes it.
  public mutating func nextItem() throws(FormatsError) -> Bool {
    let byte = skipSpace()
    if byte == 0x5D {
      leave()
      return false
    }
    if isFresh {
      isFresh = false
    } else {
      guard byte == 0x2C else { throw expected("a comma or ] after an item") }
      position += 1
      guard skipSpace() != 0x5D else { throw expected("an item after the comma") }
    }
    return true
  }

  private mutating func leave() {
    precondition(depth > 0, "nothing is open")
    position += 1
    depth -= 1
    isFresh = false
  }

  /// Steps over one value of any kind, checking it.
  public mutating func skip() throws(FormatsError) {
    let outside = depth
    // One bit for each open level: whether it is an object.
    var objects: UInt64 = 0
    repeat {
      switch skipSpace() {
      case 0x7B:
        try enter()
        objects = objects << 1 | 1
      case 0x5B:
        try enter()
        objects <<= 1
      default:
        try scalar()
      }
      // What stands behind a value: the next one, or the end of one or more levels.
      while depth > outside {
        let more = try objects & 1 == 1 ? nextKey() != nil : nextItem()
        if more { break }
        objects >>= 1
      }
    } while depth > outside
  }

  private mutating func scalar() throws(FormatsError) {
    switch bytes[safe: position] {
    case 0x22: _ = try text()
    case 0x2D, 0x30...0x39: _ = try numeral()
    case 0x6E: try null()
    case 0x74, 0x66: _ = try bool()
    default: throw expected("a value")
    }
  }

  /// Takes `null`.
  public mutating func null() throws(FormatsError) {
    skipSpace()
    try word("null")
  }

  /// Takes `true` or `false`.
  public mutating func bool() throws(FormatsError) -> Bool {
    if skipSpace() == 0x74 {
      try word("true")
      return true
    }
    guard bytes[safe: position] == 0x66 else { throw expected("true or false") }
    try word("false")
    return false
  }

  private mutating func word(_ word: StaticString) throws(FormatsError) {
    let count = word.utf8CodeUnitCount
    for k in 0..<count where bytes[safe: position + k] != word.utf8Start[k] {
      if position + k >= bytes.count { position = bytes.count }
      throw expected("\(word)")
    }
    position += count
  }

  /// The bytes of the next value, which is stepped over and checked: to be read once more by its own reader.
  public mutating func slice() throws(FormatsError) -> Range<Int> {
    skipSpace()
    let start = position
    try skip()
    return start..<position
  }

  /// Asks that nothing but space is left.
  public mutating func end() throws(FormatsError) {
    skipSpace()
    if position < bytes.count { throw expected("the end of the text") }
  }

  /// Steps over space; the byte behind it, 0 at the end.
  @discardableResult
  @inline(__always)
  mutating func skipSpace() -> UInt8 {
    var at = position
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        position = at
        return byte
      }
      at += 1
    }
    position = at
    return 0
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The byte at an offset, 0 outside.
  @inline(__always)
  subscript(safe offset: Int) -> UInt8 { offset < count ? self[offset] : 0 }
}
