import Foundation

/// The terminal at the edges of the program.
enum Terminal {
  /// Whether lines can be asked for: stdin is a terminal.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }

  /// Writes a line to stderr.
  static func complain(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Writes all of a text, whatever the descriptor takes at a time.
  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
