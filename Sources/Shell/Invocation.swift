/// What the program was started to do.
enum Invocation: Equatable {
  /// A source of lines.
  enum Source: Equatable {
    /// `-f FILE`.
    case file(String)
    /// `-f -`.
    case standardInput
    /// `-e LINE`.
    case line(String)
  }

  /// No words: a session on a terminal, else lines from stdin.
  case session
  /// `-f` and `-e`, in the order given.
  case scripts([Source])
  /// One command.
  case command([String])

  /// Reads the words behind the program's name.
  ///
  /// - Throws: ``ShellError/missingValue(option:)``, ``ShellError/unexpectedWord(_:)``.
  init(_ words: [String]) throws(ShellError) {
    guard let first = words.first else {
      self = .session
      return
    }
    guard first == "-f" || first == "-e" else {
      self = .command(words)
      return
    }
    var sources: [Source] = []
    var rest = words[...]
    while let option = rest.popFirst() {
      guard option == "-f" || option == "-e" else { throw .unexpectedWord(option) }
      guard let value = rest.popFirst() else { throw .missingValue(option: option) }
      switch (option, value) {
      case ("-f", "-"): sources.append(.standardInput)
      case ("-f", _): sources.append(.file(value))
      default: sources.append(.line(value))
      }
    }
    self = .scripts(sources)
  }
}
