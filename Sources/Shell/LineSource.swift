import Foundation

/// Lines of a script, one at a time, as they come.
protocol LineSource {
  /// Name in messages: the file's path, `stdin`, or `-e`.
  var name: String { get }
  /// The next line without its end; `nil` after the last.
  mutating func next() throws(ShellError) -> String?
}

/// Lines that are there already: those of `-e` and of files.
struct KnownLines: LineSource {
  let name: String
  private var lines: ArraySlice<String>

  /// Takes lines as they are.
  init(name: String, lines: [String]) {
    self.name = name
    self.lines = lines[...]
  }

  /// Reads a whole file before its first line is run.
  ///
  /// - Throws: ``ShellError/unreadableScript(_:reason:)``, and ``ShellError/notText(_:line:)`` with the line
  ///   of the first byte that is not UTF-8.
  init(file: String) throws(ShellError) {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unreadableScript(file, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var stream = StreamedLines(name: file, descriptor: descriptor, signals: nil)
    var lines: [String] = []
    while let line = try stream.next() { lines.append(line) }
    self.init(name: file, lines: lines)
  }

  mutating func next() -> String? { lines.popFirst() }
}

/// Lines read from a descriptor, each handed out as soon as it is whole, so that another program may write
/// a line, read its result, and write the next.
///
/// LF and CRLF end lines; a byte-order mark at the very begin is skipped.
struct StreamedLines: LineSource {
  /// Bytes of the longest line that is taken.
  static let longestLine = 65_536

  let name: String
  private let descriptor: Int32
  private let signals: SignalPipe?
  private var bytes: [UInt8] = []
  private var line = 0
  private var isAtEnd = false

  /// Reads from a descriptor, which stays the caller's. Signals that ask to leave end the waiting.
  init(name: String, descriptor: Int32, signals: SignalPipe?) {
    self.name = name
    self.descriptor = descriptor
    self.signals = signals
  }

  mutating func next() throws(ShellError) -> String? {
    var searched = 0
    while true {
      if let end = bytes[searched...].firstIndex(of: 0x0A) {
        defer { bytes.removeFirst(end + 1) }
        return try text(bytes[..<end])
      }
      searched = bytes.count
      guard searched <= Self.longestLine else {
        throw .lineTooLong(name, line: line + 1, limit: Self.longestLine)
      }
      if isAtEnd {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : try text(bytes[...])
      }
      try read()
    }
  }

  private mutating func text(_ part: ArraySlice<UInt8>) throws(ShellError) -> String {
    line += 1
    guard part.count <= Self.longestLine else {
      throw .lineTooLong(name, line: line, limit: Self.longestLine)
    }
    var part = part
    if part.last == 0x0D { part.removeLast() }
    if line == 1, part.starts(with: [0xEF, 0xBB, 0xBF]) { part = part.dropFirst(3) }
    guard let text = String(validating: part, as: UTF8.self) else { throw .notText(name, line: line) }
    return text
  }

  private mutating func read() throws(ShellError) {
    if let signals {
      var waits = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waits, 2, -1) > 0 else { return }
      if waits[1].revents != 0 {
        for signal in signals.drain() where [SIGINT, SIGTERM, SIGHUP].contains(signal) {
          throw .interrupted(signal: signal)
        }
      }
      guard waits[0].revents != 0 else { return }
    }
    var block = [UInt8](repeating: 0, count: 65_536)
    let count = Foundation.read(descriptor, &block, block.count)
    if count < 0 {
      if errno == EINTR { return }
      throw .unreadableScript(name, reason: String(cString: strerror(errno)))
    }
    isAtEnd = count == 0
    bytes += block[..<count]
  }
}
