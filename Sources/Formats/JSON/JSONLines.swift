import Foundation

/// Lines of a text file, one after the other, of which each is usually one JSON value (JSONL, NDJSON).
///
/// A file is read in pieces of 1 MiB, so memory is that of the longest line, which has at most
/// ``ReadingLimits/lineBytes``. Lines end in LF or CR LF; the last one may have no end. Lines without anything but
/// space are counted and, unless asked for, left out.
///
///     var lines = try JSONLines(path: "log.jsonl", file: "log.jsonl")
///     while let line = try lines.next() { print(line.number, try line.value()) }
public struct JSONLines {
  /// One line.
  public struct Line {
    /// Its bytes without the line end.
    public let bytes: ArraySlice<UInt8>
    /// Its number, from 1.
    public let number: Int
    /// Name of the file for messages.
    public let file: String
    /// Whether a line end stands behind it; a last line without one may have been cut off.
    public let hasEnd: Bool

    /// Hands a reader of the line to `body`.
    public func read<Result>(
      _ body: (inout JSONReader) throws(FormatsError) -> Result
    ) throws(FormatsError) -> Result {
      try JSONReader.read(bytes, file: file, line: number, body)
    }

    /// The line as a tree of values.
    public func value() throws(FormatsError) -> JSONValue {
      try read { (reader: inout JSONReader) throws(FormatsError) in try reader.value() }
    }
  }

  /// Bytes of one piece.
  static let piece = 1 << 20

  private let file: String
  private let handle: FileHandle?
  private let keepsBlanks: Bool
  private let limit: Int
  private var buffer: [UInt8]
  /// Bytes of the buffer that were handed out.
  private var start = 0
  /// Bytes of the buffer in which no line end is before this.
  private var searched = 0
  private var isAtEnd: Bool
  private var number = 0

  /// Lines of a file.
  ///
  /// - Throws: ``FormatsError/unreadable(file:reason:)``.
  public init(path: String, file: String, keepsBlanks: Bool = false) throws(FormatsError) {
    try self.init(path: path, file: file, keepsBlanks: keepsBlanks, limit: ReadingLimits.lineBytes)
  }

  init(path: String, file: String, keepsBlanks: Bool = false, limit: Int) throws(FormatsError) {
    do {
      handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable(file: file, reason: "the file cannot be opened")
    }
    self.file = file
    self.keepsBlanks = keepsBlanks
    self.limit = limit
    buffer = []
    isAtEnd = false
  }

  /// Lines of bytes.
  public init(_ bytes: some Sequence<UInt8>, file: String, keepsBlanks: Bool = false) {
    self.init(bytes, file: file, keepsBlanks: keepsBlanks, limit: ReadingLimits.lineBytes)
  }

  init(_ bytes: some Sequence<UInt8>, file: String, keepsBlanks: Bool = false, limit: Int) {
    handle = nil
    self.file = file
    self.keepsBlanks = keepsBlanks
    self.limit = limit
    buffer = Array(bytes)
    isAtEnd = true
  }

  /// The next line; `nil` behind the last one.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` for a line that is too long, and
  ///   ``FormatsError/unreadable(file:reason:)``.
  public mutating func next() throws(FormatsError) -> Line? {
    while true {
      if let end = lineEnd() {
        if let line = try take(until: end, next: end + 1) { return line }
      } else if !isAtEnd {
        try refill()
      } else if start < buffer.count {
        if let line = try take(until: buffer.count, next: buffer.count) { return line }
      } else {
        return nil
      }
    }
  }

  private mutating func lineEnd() -> Int? {
    let from = searched
    let found = buffer.withUnsafeBufferPointer { bytes -> Int? in
      guard let base = bytes.baseAddress, from < bytes.count,
        let hit = memchr(base + from, 0x0A, bytes.count - from)
      else { return nil }
      return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }
    searched = found.map { $0 + 1 } ?? buffer.count
    return found
  }

  private mutating func take(until end: Int, next: Int) throws(FormatsError) -> Line? {
    number += 1
    var first = start
    var last = end
    start = next
    if last > first, buffer[last - 1] == 0x0D { last -= 1 }
    if number == 1, last - first >= 3, buffer[first] == 0xEF, buffer[first + 1] == 0xBB,
      buffer[first + 2] == 0xBF
    {
      first += 3
    }
    guard last - first <= limit else { throw tooLong(number) }
    let line = buffer[first..<last]
    if !keepsBlanks, line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
    return Line(bytes: line, number: number, file: file, hasEnd: next > end)
  }

  private mutating func refill() throws(FormatsError) {
    // Room for a mark of byte order and for a carriage return beside the longest line.
    guard buffer.count - start <= limit + 4 else { throw tooLong(number + 1) }
    buffer.removeSubrange(..<start)
    searched -= start
    start = 0
    let piece: Data?
    do {
      piece = try handle?.read(upToCount: Self.piece)
    } catch {
      throw .unreadable(file: file, reason: "the file cannot be read")
    }
    guard let piece, !piece.isEmpty else {
      isAtEnd = true
      return
    }
    buffer.append(contentsOf: piece)
  }

  private func tooLong(_ line: Int) -> FormatsError {
    .malformed(
      file: file, place: "line \(line)",
      reason: "is longer than \(limit) bytes, the most that is read of one line",
      cure: "write one value to a line, and shorter pieces of audio")
  }
}
