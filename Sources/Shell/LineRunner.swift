import Commands

/// Runs one line of a session or a script.
struct LineRunner {
  /// What came of a line.
  enum Outcome: Equatable {
    /// Nothing to do: blank or a comment.
    case nothing
    /// A command ran, with its exit code.
    case ran(Int32)
    /// The line is no words; the complaint says why.
    case refused(String)
    /// The line ends the session.
    case leave
  }

  /// Exit code of a line that is no words.
  static let usage: Int32 = 64

  /// Splits lines.
  let splitter: WordSplitter
  /// Runs the words of a command and returns its exit code.
  let command: ([String]) -> Int32

  /// Runs a line. A leading `mien` is dropped, so that examples can be pasted as they are printed.
  func run(_ line: String) -> Outcome {
    var words: [String]
    do {
      words = try splitter.words(of: line)
    } catch {
      return .refused(error.description)
    }
    if words.first == "mien" { words.removeFirst() }
    guard let first = words.first else { return .nothing }
    if words.count == 1, ["quit", "exit"].contains(first) { return .leave }
    return .ran(command(words))
  }
}
