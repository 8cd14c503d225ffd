public import Foundation

/// The event log of a voice or text agent, in any of the dialects of ``AgentDialect``.
///
/// It may be JSON lines, with or without a frame around each event; server-sent events; one JSON text; or YAML as
/// recorders of sockets write it. What it is, is told by its content.
public struct AgentLog: Sendable {
  /// Everything it tells, in the order of the file.
  public var events: [AgentEvent]
  /// What was read, missing, repaired and left out.
  public var notes: [ImportNote]

  /// Reads a log.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name for messages.
  ///   - keepsAudio: whether events hold their sound; otherwise only its length.
  /// - Throws: ``FormatsError`` with line and cure; `unsupported` for a file without any known event.
  public init(_ bytes: Data, file: String, keepsAudio: Bool = false) throws(FormatsError) {
    var events: [AgentEvent] = []
    notes = try Self.read(.bytes(bytes), file: file, keepsAudio: keepsAudio) { events.append($0) }
    self.events = events
  }

  /// The sessions of a log, from bytes.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name for messages.
  ///   - keepsAudio: whether items hold their sound; otherwise only its length.
  /// - Throws: ``FormatsError`` with line and cure; `unsupported` for a file without any known event.
  public static func sessions(
    _ bytes: Data, file: String, keepsAudio: Bool = false
  ) throws(FormatsError) -> [AgentSession] {
    try sessions(.bytes(bytes), file: file, keepsAudio: keepsAudio)
  }

  /// The sessions of a log, from a file that is read piece by piece: only what sessions keep is held in memory.
  ///
  /// - Parameters:
  ///   - path: where the file lies.
  ///   - file: its name for messages.
  ///   - keepsAudio: whether items hold their sound; otherwise only its length.
  /// - Throws: ``FormatsError`` with line and cure; `unsupported` for a file without any known event.
  public static func sessions(
    path: String, file: String, keepsAudio: Bool = false
  ) throws(FormatsError) -> [AgentSession] {
    try sessions(.path(path), file: file, keepsAudio: keepsAudio)
  }

  enum Source {
    case bytes(Data)
    case path(String)
  }

  private static func sessions(
    _ source: Source, file: String, keepsAudio: Bool
  ) throws(FormatsError) -> [AgentSession] {
    var builder = AgentSessionBuilder(file: file, keepsAudio: keepsAudio)
    let notes = try read(source, file: file, keepsAudio: keepsAudio) { builder.take($0) }
    var sessions = builder.finished()
    if !sessions.isEmpty { sessions[0].notes = notes + sessions[0].notes }
    return sessions
  }

  /// Hands over event by event and gives what there is to say of the file.
  static func read(
    _ source: Source, file: String, keepsAudio: Bool, _ body: (AgentEvent) throws(FormatsError) -> Void
  ) throws(FormatsError) -> [ImportNote] {
    try withoutActuallyEscaping(body) { body throws(FormatsError) in
      let reader = AgentLogReader(file: file, keepsAudio: keepsAudio, body: body)
      try reader.read(source)
      return try reader.notes()
    }
  }
}

extension AgentLogReader {
  func read(_ source: AgentLog.Source) throws(FormatsError) {
    var lines: JSONLines
    switch source {
    case .bytes(let bytes): lines = JSONLines(bytes, file: file, keepsBlanks: true)
    case .path(let path): lines = try JSONLines(path: path, file: file, keepsBlanks: true)
    }
    var first = try lines.next()
    while let line = first, line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { first = try lines.next() }
    guard let first else {
      throw .malformed(file: file, place: "line 1", reason: "is empty", cure: "record the session again")
    }
    let start = first.bytes.drop { $0 == 0x20 || $0 == 0x09 }
    if EventStream.isFramed(start) {
      try read(lines: &lines, first: first, isStream: true)
    } else if start.first == 0x7B, (try? JSONReader.read(first.bytes, file: file, Self.skipAll)) != nil {
      try read(lines: &lines, first: first, isStream: false)
    } else if start.first == 0x7B || start.first == 0x5B {
      try read(try whole(source), line: 1)
    } else {
      try readYAML(source)
    }
  }

  private static func skipAll(_ reader: inout JSONReader) throws(FormatsError) {
    reader.replacesLoneSurrogates = true
    try reader.skip()
  }

  private func whole(_ source: AgentLog.Source) throws(FormatsError) -> Data {
    switch source {
    case .bytes(let bytes): return bytes
    case .path(let path):
      do {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let bytes = try handle.read(upToCount: ReadingLimits.fileBytes + 1) ?? Data()
        if bytes.count <= ReadingLimits.fileBytes { return bytes }
      } catch {
        throw .unreadable(file: file, reason: "the file cannot be read")
      }
      throw .malformed(
        file: file, place: "line 1", reason: "is one JSON text of more than \(ReadingLimits.fileBytes) bytes",
        cure: "write one event to a line")
    }
  }

  private func readYAML(_ source: AgentLog.Source) throws(FormatsError) {
    var rest: Data?
    var handle: FileHandle?
    switch source {
    case .bytes(let bytes): rest = bytes
    case .path(let path): handle = FileHandle(forReadingAtPath: path)
    }
    let file = file
    try YAMLMessages.read(file: file) { () throws(FormatsError) in
      if let bytes = rest {
        rest = Data()
        return bytes
      }
      do { return try handle?.read(upToCount: JSONLines.piece) ?? Data() } catch {
        throw .unreadable(file: file, reason: "the file cannot be read")
      }
    } _: { (json: [UInt8], line: Int) throws(FormatsError) in
      try self.read(json, line: line, isVerbatim: false)
    }
  }

  /// What there is to say of the file; refuses one without any known event.
  func notes() throws(FormatsError) -> [ImportNote] {
    guard known > 0 else {
      let types = unknown.keys.sorted().prefix(3).joined(separator: ", ")
      throw .unsupported(
        file: file, place: "line 1",
        reason: "has no event that is known here" + (types.isEmpty ? "" : ", but \(types)"),
        cure: "give a log of " + AgentDialect.allCases.map(\.rawValue).joined(separator: ", "))
    }
    var notes: [ImportNote] = []
    let dialects = AgentDialect.allCases.filter { decoder.counts[$0] != nil }.map(\.rawValue)
    notes.append(
      ImportNote(
        .read, file,
        "\(messages) messages of \(dialects.isEmpty ? "an agent" : dialects.joined(separator: " and "))"))
    notes += clock.notes(file)
    if let cutLine {
      notes.append(
        ImportNote(
          .repaired, "\(file): line \(cutLine)", "is cut off and was left out; all before it is whole"))
    }
    if surrogates > 0 {
      notes.append(ImportNote(.repaired, file, "\(surrogates) halves of surrogate pairs became U+FFFD"))
    }
    if decoder.leftOutChoices > 0 {
      notes.append(
        ImportNote(.leftOut, file, "\(decoder.leftOutChoices) pieces of second and further choices"))
    }
    if !unknown.isEmpty {
      let list = unknown.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
      notes.append(ImportNote(.leftOut, file, "events of no known type: \(list)"))
    }
    return notes
  }
}

extension AgentClock {
  func notes(_ file: String) -> [ImportNote] {
    guard let name else {
      return [ImportNote(.missing, file, "no message says when it arrived")]
    }
    let sort = isPoint ? "points in time, from the first one" : "a count from the beginning"
    var notes = [ImportNote(.read, file, "arrival times of \(timed) messages from `\(name)`, \(sort)")]
    if untimed > 0 {
      notes.append(ImportNote(.missing, file, "\(untimed) messages without arrival time among timed ones"))
    }
    if backwards > 0 {
      notes.append(ImportNote(.read, file, "\(backwards) messages are timed before the one above them"))
    }
    if early > 0 {
      notes.append(
        ImportNote(.repaired, file, "\(early) messages timed before the first one were set to zero"))
    }
    return notes
  }
}
