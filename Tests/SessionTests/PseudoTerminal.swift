import CSys
import Foundation

/// The program on a terminal of its own: keys in, screen text out.
final class PseudoTerminal {
  private let master: Int32
  private let child: pid_t
  private var seen: [UInt8] = []
  /// Characters of the screen up to the last text awaited.
  private var consumed = 0
  private var ended: Int32?

  /// Starts the program.
  ///
  /// - Throws: the system's error when it cannot be started.
  init(_ path: String, _ arguments: [String] = [], environment: [String: String]) throws {
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var end: Int32 = -1
    child = csys_spawn_on_terminal(path, &words, &variables, 30, 100, &end)
    master = end
    if child < 0 { throw POSIXError(POSIXErrorCode(rawValue: -child) ?? .EIO) }
  }

  deinit {
    if child > 0, ended == nil {
      kill(child, SIGKILL)
      var status: Int32 = 0
      waitpid(child, &status, 0)
    }
    if master >= 0 { close(master) }
  }

  /// Types keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// Reads until a text has come after the last one awaited; `false` when it does not within the limit.
  func awaits(_ text: String, seconds: Double = 20) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      let plain = screen
      let rest = plain.dropFirst(consumed)
      if let found = rest.range(of: text) {
        consumed = plain.distance(from: plain.startIndex, to: found.upperBound)
        return true
      }
      guard ContinuousClock.now < deadline, read(seconds: 0.1) else { return false }
    }
  }

  /// Everything that came, without escape sequences.
  var screen: String { Self.plain(seen[...]) }

  /// Sends a signal to the program itself.
  func signal(_ number: Int32) { kill(child, number) }

  /// Waits for the program's end; its exit code, 128 plus the signal that killed it, or `nil` while it
  /// still runs after the limit.
  func exitCode(seconds: Double = 20) -> Int32? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      _ = read(seconds: 0.02)
      var status: Int32 = 0
      guard waitpid(child, &status, WNOHANG) == child else { continue }
      let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
      ended = code
      return code
    }
    return nil
  }

  private func read(seconds: Double) -> Bool {
    var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, Int32(seconds * 1000)) > 0 else { return true }
    var block = [UInt8](repeating: 0, count: 4096)
    let count = Foundation.read(master, &block, block.count)
    guard count > 0 else { return false }
    seen += block[..<count]
    return true
  }

  /// Text without control sequences: CSI … letter, and single characters that only move the cursor.
  static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    var kept: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      guard byte == 0x1B else {
        if byte != 0x0D, byte != 0x07, byte != 0x08 { kept.append(byte) }
        continue
      }
      guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "[") else { continue }
      index += 1
      while index < bytes.endIndex, !(0x40...0x7E).contains(bytes[index]) { index += 1 }
      index += 1
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
