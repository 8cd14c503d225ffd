import Foundation
import Reporting
import Synchronization

/// stdout for results, stderr for everything else.
///
/// Names and texts of files go into both. What a terminal would act on is spelled out here, where all of it passes;
/// line ends and tabs stay, for tables and pages are made of them.
enum Console {
  /// A result. A line end is added where there is none.
  static func print(_ text: String) {
    // By byte: CR LF is one character, and no line feed by itself.
    let isWhole = text.isEmpty || text.utf8.last == UInt8(ascii: "\n")
    write(isWhole ? text : text + "\n", to: .standardOutput)
  }

  /// A complaint or a note.
  static func complain(_ text: String) {
    write(text.hasSuffix("\n") ? text : text + "\n", to: .standardError)
  }

  /// A complaint or a note that is one line, whatever names and texts of files are in it.
  static func complainLine(_ text: String) {
    complain(SafeText.escaped(text))
  }

  /// Progress that the next such line overwrites; nothing where stderr is no terminal.
  static func progress(_ text: String) {
    guard isTerminal else { return }
    let text = SafeText.escaped(text)
    // What is longer than the window goes on in the next line, which the next text would not overwrite.
    let shown = width(of: STDERR_FILENO).map { DisplayWidth.shortened(text, to: $0 - 1) } ?? text
    put("\r\u{1B}[K\(shown)", to: .standardError)
  }

  /// Ends a progress line.
  static func endProgress() {
    if isTerminal { put("\r\u{1B}[K", to: .standardError) }
  }

  /// Whether stderr is a terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal that stdout is, `nil` where it is none.
  static var width: Int? { width(of: STDOUT_FILENO) }

  private static func width(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Why a result could not be written since the last call, if one could not.
  static func takeLoss() -> String? {
    lost.withLock { reason in
      defer { reason = nil }
      return reason
    }
  }

  private static let lost = Mutex<String?>(nil)

  /// An error as one line.
  static func oneLine(describing error: any Error) -> String {
    let text = (error as? CocoaError)?.localizedDescription ?? "\(error)"
    return SafeText.escaped(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  private static func write(_ text: String, to handle: FileHandle) {
    put(SafeText.escapedLines(text), to: handle)
  }

  /// Writes bytes as they are.
  private static func put(_ text: String, to handle: FileHandle) {
    fflush(nil)
    do { try handle.write(contentsOf: Data(text.utf8)) } catch {
      // A reader that went away (`| head`) is not our failure; a full disk is.
      let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code ?? Int(errno)
      if handle === FileHandle.standardOutput, code != Int(EPIPE) {
        lost.withLock { $0 = String(cString: strerror(Int32(truncatingIfNeeded: code))) }
      }
    }
  }
}
