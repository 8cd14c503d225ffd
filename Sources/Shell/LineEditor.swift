@preconcurrency import CReadline
import CSys
import Foundation
import Synchronization

/// Lines typed on a terminal, edited by readline.
///
/// Readline runs in callback mode inside a loop that also waits for signals, on the thread that calls
/// ``line(prompt:)``, which must be the main one. There is one editor in a process, as readline is one.
final class LineEditor {
  /// What the user did.
  enum Input: Equatable {
    /// A line.
    case line(String)
    /// Ctrl-D on an empty line, or the terminal is gone.
    case end
    /// The system asks the program to leave, by this signal.
    case signal(Int32)
  }

  private static let delivered = Mutex<Input?>(nil)
  private static let provider = Mutex<LineCompletion.Provider?>(nil)
  private static let candidates = Mutex<[String]>([])
  private let signals: SignalPipe?

  /// Prepares readline; Tab offers what the provider knows.
  init(signals: SignalPipe?, provider: @escaping LineCompletion.Provider) {
    self.signals = signals
    Self.provider.withLock { $0 = provider }
    _ = csys_use_utf8()
    rl_catch_signals = 0
    rl_catch_sigwinch = 0
    Self.setName()
    rl_initialize()
    if isatty(STDOUT_FILENO) != 1, let screen = fdopen(dup(STDERR_FILENO), "w") { rl_outstream = screen }
    Self.installCompletion()
    using_history()
    stifle_history(Int32(HistoryFile.limit))
  }

  /// Puts a line where the up-arrow finds it.
  func remember(_ line: String) { add_history(line) }

  /// Asks for a line.
  func line(prompt: String) -> Input {
    Self.delivered.withLock { $0 = nil }
    rl_callback_handler_install(prompt) { text in
      let input: Input = text.map { .line(String(cString: $0)) } ?? .end
      free(text)
      rl_callback_handler_remove()
      LineEditor.delivered.withLock { $0 = input }
    }
    while true {
      if let input = Self.delivered.withLock({ $0 }) {
        if input == .end, !Self.endsLineItself { Terminal.write("\n", to: STDOUT_FILENO) }
        return input
      }
      var waits = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals?.readEnd ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waits, 2, -1) > 0 else { continue }
      if waits[1].revents != 0 {
        for signal in signals?.drain() ?? [] {
          if let farewell = handle(signal) { return farewell }
        }
      }
      if waits[0].revents != 0 { rl_callback_read_char() }
    }
  }

  /// Whether readline moves to a new line at Ctrl-D by itself, as 8.2 does while it brackets pastes.
  private static var endsLineItself: Bool {
    guard rl_readline_version >= 0x0802, let value = rl_variable_value("enable-bracketed-paste") else {
      return false
    }
    return String(cString: value) == "on"
  }

  private func handle(_ signal: Int32) -> Input? {
    switch signal {
    case SIGINT:
      Terminal.write("^C", to: STDOUT_FILENO)
      rl_free_line_state()
      rl_callback_sigcleanup()
      rl_replace_line("", 0)
      rl_crlf()
      rl_on_new_line()
      rl_redisplay()
    case SIGWINCH: rl_resize_terminal()
    case SIGCONT:
      rl_prep_term_function?(1)
      rl_forced_update_display()
    default:
      rl_callback_handler_remove()
      return .signal(signal)
    }
    return nil
  }

  /// The name under which a user's `.inputrc` may set keys for us; readline keeps the pointer.
  private static func setName() {
    if let name = strdup("mien") { rl_readline_name = UnsafePointer(name) }
  }

  private static func installCompletion() {
    rl_basic_word_break_characters = UnsafePointer(strdup(" \t\n"))
    rl_completer_word_break_characters = UnsafePointer(strdup(" \t\n"))
    rl_completer_quote_characters = UnsafePointer(strdup("'\""))
    rl_char_is_quoted_p = { text, index in
      guard let text, index > 0 else { return 0 }
      var count = 0
      var place = Int(index) - 1
      while place >= 0, text[place] == UInt8(ascii: "\\") {
        count += 1
        place -= 1
      }
      return count % 2 == 1 ? 1 : 0
    }
    rl_attempted_completion_function = { text, _, end in
      rl_attempted_completion_over = 1  // never readline's own file names
      guard let provider = LineEditor.provider.withLock({ $0 }), let buffer = rl_line_buffer else {
        return nil
      }
      let bytes = UnsafeRawBufferPointer(start: buffer, count: max(0, Int(end)))
      let completion = LineCompletion(String(decoding: bytes, as: UTF8.self), provider: provider)
      guard !completion.candidates.isEmpty else { return nil }
      LineEditor.candidates.withLock { $0 = completion.candidates }
      rl_completion_append_character = completion.goesOn ? 0 : 32
      rl_completion_suppress_quote = completion.goesOn ? 1 : 0
      return rl_completion_matches(text) { _, index in
        LineEditor.candidates.withLock { $0.indices.contains(Int(index)) ? strdup($0[Int(index)]) : nil }
      }
    }
  }
}
