/// What is wrong with a script or the words that the program was started with.
enum ShellError: Error, Equatable, CustomStringConvertible {
  /// A script that cannot be read.
  case unreadableScript(String, reason: String)
  /// A script that is not UTF-8.
  case notText(String, line: Int)
  /// A line is longer than any command can be.
  case lineTooLong(String, line: Int, limit: Int)
  /// A signal that asked the program to leave while it waited for a line.
  case interrupted(signal: Int32)
  /// `-f` or `-e` without the word that belongs to it.
  case missingValue(option: String)
  /// A word that is neither `-f FILE` nor `-e LINE` among those.
  case unexpectedWord(String)

  /// One line that says what, where and how to cure it.
  var description: String {
    switch self {
    case .unreadableScript(let name, let reason): "cannot read the script \(name): \(reason)"
    case .lineTooLong(let name, let line, let limit):
      "\(name):\(line): longer than \(limit) bytes; break the line up"
    case .notText(let name, let line): "\(name):\(line): not UTF-8 text; save the script as UTF-8"
    case .interrupted(let signal): "ended by signal \(signal) while waiting for a line"
    case .missingValue(let option): "\(option) needs a \(option == "-e" ? "line" : "file, or - for stdin")"
    case .unexpectedWord(let word):
      "'\(word)' stands beside -f or -e; give every line as -e LINE or -f FILE, or none of them"
    }
  }
}
