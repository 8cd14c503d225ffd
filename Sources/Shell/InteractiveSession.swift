import Foundation

/// A conversation at the prompt: a line, its result, the next line.
struct InteractiveSession {
  /// What is asked with.
  let prompt: () -> String
  /// Where lines are kept.
  let history: HistoryFile?
  /// Runs lines.
  let runner: LineRunner
  /// Runs commands, and knows whether the system asked to leave meanwhile.
  let watch: CommandWatch
  /// Knows what Tab offers.
  let provider: LineCompletion.Provider

  /// Asks until the user leaves.
  ///
  /// - Returns: 0, or 128 plus the signal that ended it.
  func run() -> Int32 {
    let editor = LineEditor(signals: SignalPipe.shared, provider: provider)
    var last = ""
    for line in history?.lines() ?? [] {
      editor.remember(line)
      last = line
    }
    defer { history?.compact() }
    while true {
      switch editor.line(prompt: prompt()) {
      case .end: return 0
      case .signal(let signal): return 128 + signal
      case .line(let text):
        for part in text.split(whereSeparator: \.isNewline) {
          var line = String(part)
          while line.last?.isWhitespace == true { line.removeLast() }
          if !line.isEmpty, line.first != " ", line != last {
            editor.remember(line)
            history?.append(line)
            last = line
          }
          switch runner.run(String(part)) {
          case .nothing, .ran: break
          case .refused(let reason): Terminal.complain("mien: \(reason)")
          case .leave: return 0
          }
          if let farewell = watch.farewell { return farewell }
        }
      }
    }
  }
}
