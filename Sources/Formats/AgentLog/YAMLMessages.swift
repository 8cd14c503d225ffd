import CYaml
import Foundation

/// Reads recorded sessions in YAML, one message after the other, and hands each over as JSON.
///
/// Messages are the items of the list under `interactions`, `events` or `messages`, the items of a list, or whole
/// documents. Everything comes from libyaml's events, so nothing nests on the stack; aliases are spelled out and
/// may come to ``ReadingLimits/lineBytes`` in all, as may one message.
struct YAMLMessages {
  private struct Level {
    var isMap: Bool
    var count = 0
    /// Whether this level is the list of messages.
    var isList = false
    var anchor: String?
    var start = 0
  }

  private let file: String
  private let body: ([UInt8], Int) throws(FormatsError) -> Void
  private var out: [UInt8] = []
  private var levels: [Level] = []
  private var anchors: [String: [UInt8]] = [:]
  private var expanded = 0
  private var line = 1
  /// Line at which the message that is written begins.
  private var first = 1
  private var key = ""
  private var hasList = false

  /// Reads all messages.
  ///
  /// - Parameters:
  ///   - next: the next piece of the file, empty at the end.
  ///   - body: takes the JSON text of a message and the line it begins in.
  static func read(
    file: String, next: () throws(FormatsError) -> Data,
    _ body: ([UInt8], Int) throws(FormatsError) -> Void
  ) throws(FormatsError) {
    try withoutActuallyEscaping(next) { next throws(FormatsError) in
      try withoutActuallyEscaping(body) { body throws(FormatsError) in
        let feed = Feed(next)
        var messages = YAMLMessages(file: file, body: body)
        try messages.run(feed)
      }
    }
  }

  private init(file: String, body: @escaping ([UInt8], Int) throws(FormatsError) -> Void) {
    self.file = file
    self.body = body
  }

  /// Bytes on their way into libyaml, and the error that kept them from coming.
  private final class Feed {
    let next: () throws(FormatsError) -> Data
    var held = Data()
    var failure: FormatsError?
    init(_ next: @escaping () throws(FormatsError) -> Data) { self.next = next }
  }

  private mutating func run(_ feed: Feed) throws(FormatsError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { throw .unreadable(file: file, reason: "out of memory") }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_input(
      parser,
      { context, buffer, size, written in
        guard let context, let buffer, let written else { return 0 }
        let feed = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
        do throws(FormatsError) {
          if feed.held.isEmpty { feed.held = try feed.next() }
        } catch {
          feed.failure = error
          return 0
        }
        let count = min(size, feed.held.count)
        feed.held.copyBytes(to: buffer, count: count)
        feed.held = feed.held.dropFirst(count)
        written.pointee = count
        return 1
      }, Unmanaged.passUnretained(feed).toOpaque())
    try withExtendedLifetime(feed) { () throws(FormatsError) in
      var event = yaml_event_t()
      while true {
        guard yaml_parser_parse(parser, &event) == 1 else {
          if let failure = feed.failure { throw failure }
          line = Int(parser.pointee.problem_mark.line) + 1
          let problem = parser.pointee.problem.map { String(cString: $0) } ?? "cannot be read"
          throw fault("is no valid YAML: \(problem)", cure: "export the recording again")
        }
        defer { yaml_event_delete(&event) }
        line = Int(event.start_mark.line) + 1
        if event.type == YAML_STREAM_END_EVENT { return }
        try take(event)
      }
    }
  }

  private func fault(_ reason: String, cure: String) -> FormatsError {
    .malformed(file: file, place: "line \(line)", reason: reason, cure: cure)
  }

  private mutating func take(_ event: yaml_event_t) throws(FormatsError) {
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      out.removeAll(keepingCapacity: true)
      anchors = [:]
      hasList = false
      first = line
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = scalar.value.map { UnsafeBufferPointer(start: $0, count: scalar.length) }
      let bytes = text.map { Array($0) } ?? []
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
      try begin()
      let start = out.count
      if isKey { key = String(decoding: bytes.prefix(40), as: UTF8.self) }
      if !isKey, isPlain, YAMLScalar.isJSON(bytes) {
        out += YAMLScalar.json(bytes)
      } else {
        YAMLScalar.quote(bytes, into: &out)
      }
      keep(scalar.anchor, from: start)
      try finish()
    case YAML_ALIAS_EVENT:
      let name = event.data.alias.anchor.map { String(cString: $0) } ?? ""
      guard let bytes = anchors[name] else {
        throw fault(
          "has the alias *\(name.prefix(40)) without an anchor before it", cure: "spell the value out")
      }
      expanded += bytes.count
      guard expanded <= ReadingLimits.lineBytes else { throw tooLarge("aliases that come to") }
      try begin()
      guard !isKey else { throw complexKey }
      out += bytes
      try finish()
    case YAML_MAPPING_START_EVENT: try open(isMap: true, event.data.mapping_start.anchor)
    case YAML_SEQUENCE_START_EVENT: try open(isMap: false, event.data.sequence_start.anchor)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      guard let level = levels.popLast() else { return }
      out.append(level.isMap ? 0x7D : 0x5D)
      if let anchor = level.anchor { anchors[anchor] = Array(out[level.start...]) }
      if level.isList {
        // The list itself is no value; `null` holds its place.
        out.removeSubrange(level.start...)
        out += Array("null".utf8)
        first = line
      }
      try finish()
    default: break
    }
  }

  private var complexKey: FormatsError {
    fault("has a key that is no text", cure: "write keys of mappings as texts")
  }

  private func tooLarge(_ what: String) -> FormatsError {
    fault("has \(what) more than \(ReadingLimits.lineBytes) bytes", cure: "record in smaller messages")
  }

  /// Whether the next scalar is a key of a mapping.
  private var isKey: Bool { levels.last.map { $0.isMap && $0.count % 2 == 0 } ?? false }

  private mutating func begin() throws(FormatsError) {
    guard out.count <= ReadingLimits.lineBytes else { throw tooLarge("a message of") }
    guard let level = levels.last else { return }
    if level.isList {
      out.removeSubrange((level.start + 1)...)
      first = line
    } else if level.count > 0 {
      out.append(level.isMap && level.count % 2 == 1 ? 0x3A : 0x2C)
    }
  }

  private mutating func open(isMap: Bool, _ anchor: UnsafeMutablePointer<yaml_char_t>?) throws(FormatsError) {
    try begin()
    guard !isKey else { throw complexKey }
    guard levels.count < ReadingLimits.depth else {
      throw fault(
        "nests lists and mappings deeper than \(ReadingLimits.depth) levels",
        cure: "flatten the value to \(ReadingLimits.depth) levels")
    }
    var level = Level(isMap: isMap)
    level.isList =
      !isMap && (levels.isEmpty || levels.count == 1 && ["interactions", "events", "messages"].contains(key))
    if level.isList { hasList = true }
    level.anchor = anchor.map { String(cString: $0) }
    level.start = out.count
    levels.append(level)
    out.append(isMap ? 0x7B : 0x5B)
  }

  private mutating func keep(_ anchor: UnsafeMutablePointer<yaml_char_t>?, from start: Int) {
    if let anchor { anchors[String(cString: anchor)] = Array(out[start...]) }
  }

  /// A value is whole: it counts in its level, and an item of the list of messages is handed over.
  private mutating func finish() throws(FormatsError) {
    guard let level = levels.last else {
      if !hasList, !out.isEmpty { try body(out, first) }
      out.removeAll(keepingCapacity: true)
      return
    }
    if level.isList { try body(Array(out[(level.start + 1)...]), first) }
    levels[levels.count - 1].count += 1
  }
}

/// Scalars of YAML as JSON.
enum YAMLScalar {
  /// Whether a plain scalar is a number, a truth value or nothing; all else is text.
  static func isJSON(_ bytes: [UInt8]) -> Bool { !json(bytes).isEmpty }

  /// The JSON of a plain scalar that is no text; empty for one that is.
  static func json(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.isEmpty { return Array("null".utf8) }
    guard bytes.count <= 40 else { return [] }
    switch String(decoding: bytes, as: UTF8.self) {
    case "null", "Null", "NULL", "~": return Array("null".utf8)
    case "true", "True", "TRUE": return Array("true".utf8)
    case "false", "False", "FALSE": return Array("false".utf8)
    default: break
    }
    guard let first = bytes.first, first == 0x2D || first >= 0x30 && first <= 0x39 else { return [] }
    let number = try? JSONReader.read(bytes, file: "") { (reader: inout JSONReader) throws(FormatsError) in
      try reader.number()
    }
    // Python writes whole exponents as `1.0e-05`, which JSON has too; `1_000` and `0x1F` stay texts.
    return number == nil ? [] : bytes
  }

  /// Text in quotes.
  static func quote(_ bytes: [UInt8], into out: inout [UInt8]) {
    let hex = Array("0123456789abcdef".utf8)
    out.append(0x22)
    for byte in bytes {
      switch byte {
      case 0x22, 0x5C: out += [0x5C, byte]
      case 0..<0x20: out += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }
}
