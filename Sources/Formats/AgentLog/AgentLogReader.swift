import Foundation
import Motion

/// Reads a log message by message, hands on events, and keeps account of what it met.
final class AgentLogReader {
  let file: String
  var decoder: AgentDecoder
  var clock = AgentClock()
  /// Messages, events of no known type by name, and halves of surrogate pairs.
  private(set) var messages = 0
  private(set) var unknown: [String: Int] = [:]
  private(set) var surrogates = 0
  private(set) var known = 0
  private var hasSession = false
  /// Line of a last line that was cut off.
  private(set) var cutLine: Int?
  private let body: (AgentEvent) throws(FormatsError) -> Void

  init(file: String, keepsAudio: Bool, body: @escaping (AgentEvent) throws(FormatsError) -> Void) {
    self.file = file
    decoder = AgentDecoder(file: file, keepsAudio: keepsAudio)
    self.body = body
  }

  /// Names of members under which frames of logs hold the event itself.
  private static let frames: [StaticString] = [
    "data", "event", "payload", "message", "msg", "body", "frame", "raw",
  ]

  /// Counts lines of a text once, as far as it was asked for.
  private struct LineCount {
    var line: Int
    private var offset = 0

    init(line: Int) { self.line = line }

    mutating func line(of members: JSONMembers) -> Int {
      while offset < members.start {
        if members.bytes[offset] == 0x0A { line += 1 }
        offset += 1
      }
      return line
    }
  }

  /// Reads the lines of a log in which each is a message, or the pieces of a stream of server-sent events.
  func read(lines: inout JSONLines, first: JSONLines.Line, isStream: Bool) throws(FormatsError) {
    var stream = EventStream(file: file)
    var line: JSONLines.Line? = first
    while let current = line {
      line = nil
      if isStream {
        if let (text, number, name) = try stream.take(current) { try read(stream: text, number, name) }
      } else {
        try read(line: current)
      }
      line = try lines.next()
    }
    if let (text, number, name) = stream.end() { try read(stream: text, number, name) }
  }

  private func read(stream text: [UInt8], _ line: Int, _ name: String?) throws(FormatsError) {
    if text == Array("[DONE]".utf8) { return }
    try read(text, line: line, name: name)
  }

  private func read(line: JSONLines.Line) throws(FormatsError) {
    do {
      if line.bytes.elementsEqual("[DONE]".utf8) || line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        return
      }
      try read(line.bytes, line: line.number)
    } catch {
      // Who writes the log may be killed in the middle of a line, and all before it is whole.
      guard !line.hasEnd, messages > 0, (try? line.value()) == nil else { throw error }
      cutLine = line.number
    }
  }

  /// Reads the messages of one text, one object or several.
  func read(
    _ bytes: some Sequence<UInt8>, line: Int, name: String? = nil, isVerbatim: Bool = true
  ) throws(FormatsError) {
    var lines = LineCount(line: line)
    func run(_ buffer: UnsafeBufferPointer<UInt8>) throws(FormatsError) {
      var reader = JSONReader(buffer, file: file, place: "", line: line, isVerbatim: isVerbatim)
      reader.replacesLoneSurrogates = true
      repeat {
        try self.read(value: &reader, lines: &lines, name: name)
      } while reader.skipSpace() != 0 || reader.position < buffer.count
      self.surrogates += reader.loneSurrogates
    }
    let outcome = bytes.withContiguousStorageIfAvailable { buffer -> Result<Void, FormatsError> in
      do throws(FormatsError) { return .success(try run(buffer)) } catch { return .failure(error) }
    }
    if let outcome { try outcome.get() } else { try Array(bytes).withUnsafeBufferPointer(run) }
  }

  private func read(
    value reader: inout JSONReader, lines: inout LineCount, name: String?
  ) throws(FormatsError) {
    switch try reader.peek() {
    case .array:
      try reader.openArray()
      while try reader.nextItem() {
        guard try reader.peek() == .object else { throw reader.expected("an event as an object") }
        let members = try reader.members()
        try read([members], line: lines.line(of: members), name: name)
      }
    case .object:
      let members = try reader.members()
      // A recording may be one object around the list of its messages.
      if !decoder.isEvent(members) {
        for key in ["interactions", "events", "messages", "entries", "log"] as [StaticString] {
          guard members.member(key)?.kind == .array else { continue }
          var count = lines
          try members.each(key) { (item: JSONMembers) throws(FormatsError) in
            try self.read([item], line: count.line(of: item), name: nil)
          }
          lines = count
          return
        }
      }
      try read([members], line: lines.line(of: members), name: name)
    default: throw reader.expected("an event as an object")
    }
  }

  /// Reads one message: frames around it are taken off, then its time and its events are told.
  private func read(_ objects: [JSONMembers], line: Int, name: String?) throws(FormatsError) {
    guard let inner = objects.last else { return }
    if objects.count < 4, !decoder.isEvent(inner) {
      // `{"event": "name", "data": {…}}`
      let inside = inner.string("event") ?? name
      for key in Self.frames {
        guard let member = inner.member(key) else { continue }
        if member.kind == .object, let event = try inner.members(key),
          decoder.isEvent(event) || !inner.has("type") || inside.map(AgentDialect.knows) == true
        {
          return try read(objects + [event], line: line, name: inside)
        }
        if member.kind == .string, let text = inner.string(key), text.hasPrefix("{") {
          return try read(objects, inside: text, line: line, name: inside)
        }
      }
    }
    if objects.count < 4, let type = inner.string("type") {
      // Some recorders repeat the type of the event outside of it.
      for key in ["data", "event", "payload"] as [StaticString] {
        if let event = try inner.members(key), event.string("type") == type {
          return try read(objects + [event], line: line, name: name)
        }
      }
    }
    messages += 1
    if inner.string("type") == "session.created" {
      if hasSession { clock.restart() }
      hasSession = true
    }
    let at = try clock.time(of: objects)
    decoder.events.removeAll(keepingCapacity: true)
    if inner.string("type") == nil, name == nil, objects.count == 1, inner.string("kind") == "close" {
      decoder.events.append(.ignored)
    } else {
      try decoder.read(inner, name: name)
    }
    for kind in decoder.events {
      if case .unknown(let type) = kind {
        let short = String(type.unicodeScalars.prefix(60).map { Character($0) })
        if unknown.count < 64 || unknown[short] != nil { unknown[short, default: 0] += 1 }
      } else {
        known += 1
      }
      try body(AgentEvent(kind, at: at, line: line))
    }
  }

  /// Reads a message that a frame holds as text.
  private func read(
    _ objects: [JSONMembers], inside text: String, line: Int, name: String?
  ) throws(FormatsError) {
    try JSONReader.read(Array(text.utf8), file: file, line: line, isVerbatim: false) {
      (reader: inout JSONReader) throws(FormatsError) in
      reader.replacesLoneSurrogates = true
      let event = try reader.members()
      try self.read(objects + [event], line: line, name: name)
    }
  }
}
