import ArgumentParser

/// Runs one command, however its words were come by: shell, script or REPL line.
public enum CommandRunner {
  /// Everything was done.
  public static let done: Int32 = 0
  /// Nothing was done.
  public static let failed: Int32 = 1
  /// A part was done.
  public static let partlyFailed: Int32 = 2
  /// The words are no command.
  public static let usage: Int32 = 64
  /// The user ended it before it was done.
  public static let interrupted: Int32 = 130

  /// Parses and runs a command; prints its result on stdout and what went wrong, in one line, on stderr.
  ///
  /// - Returns: the exit code.
  public static func run(_ words: [String], interruption: Interruption) -> Int32 {
    let code = perform(words, interruption: interruption)
    guard let reason = Console.takeLoss() else { return code }
    Console.complain(
      "mien: stdout cannot be written: \(reason); the result is lost, make room and run it again")
    return code == done ? failed : code
  }

  private static func perform(_ words: [String], interruption: Interruption) -> Int32 {
    if !isCommand(words), let misspelling = tree.flatMap({ Misspelling.command(in: words, of: $0) }) {
      return misuse(misspelling.complaint, command: misspelling.command)
    }
    var command: any ParsableCommand
    do { command = try MienCommand.parseAsRoot(words) } catch { return refuse(words, error) }
    do {
      try Workbench.$interruption.withValue(interruption) { try command.run() }
      // Who ends early says so by throwing; what came too late to be heard changes nothing.
      return done
    } catch let code as ExitCode {
      return interruption.isRaised && code.rawValue == failed ? interrupted : code.rawValue
    } catch {
      let code = MienCommand.exitCode(for: error)
      if code == .success {
        Console.print(MienCommand.fullMessage(for: error))
        return done
      }
      if let error = error as? ValidationError {
        return misuse(error.message, usage: MienCommand.usageString(for: type(of: command)))
      }
      if interruption.isRaised { return interrupted }
      Console.complain("mien: \(Console.oneLine(describing: error))")
      return failed
    }
  }

  /// Whether the words begin with a command; the tree, which takes its time, is then not needed.
  private static func isCommand(_ words: [String]) -> Bool {
    var commands = MienCommand.all
    for word in words {
      let next = commands.first {
        $0.configuration.commandName == word || $0.configuration.aliases.contains(word)
      }
      guard let next else { return false }
      commands = next.configuration.subcommands
      if commands.isEmpty { return true }
    }
    return true
  }

  private static let tree = CommandTree(dump: MienCommand._dumpHelp())

  /// Says why words are no command, or prints the help that they ask for.
  private static func refuse(_ words: [String], _ error: any Error) -> Int32 {
    let code = MienCommand.exitCode(for: error)
    if code == .success {
      Console.print(MienCommand.fullMessage(for: error))
      return done
    }
    // A misspelt option goes before arguments that are missing, since it is why they are.
    if let misspelling = tree.flatMap({ Misspelling.option(in: words, of: $0) }) {
      return misuse(misspelling.complaint, command: misspelling.command)
    }
    if code == .validationFailure {
      Console.complain(MienCommand.fullMessage(for: error))
    } else {
      // A value was refused by what reads it, in a sentence of its own.
      let lines = MienCommand.message(for: error).split(whereSeparator: \.isNewline)
      Console.complain("Error: \(lines.joined(separator: " "))")
    }
    return usage
  }

  private static func misuse(_ complaint: String, command: [String]) -> Int32 {
    let name = (["mien"] + command).joined(separator: " ")
    Console.complain("Error: \(complaint)\n  See '\(name) --help' for more information.")
    return usage
  }

  private static func misuse(_ complaint: String, usage text: String) -> Int32 {
    // The usage begins with the command's words.
    let words = text.split(whereSeparator: \.isWhitespace)
    let name = words.prefix { $0.first.map { $0.isLetter || $0.isNumber } ?? false }.joined(separator: " ")
    Console.complain("Error: \(complaint)\nUsage: \(text)\n  See '\(name) --help' for more information.")
    return usage
  }
}
