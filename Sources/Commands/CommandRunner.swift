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
    do {
      var command = try MienCommand.parseAsRoot(words)
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
      if code == .validationFailure {
        Console.complain(MienCommand.fullMessage(for: error))
        return usage
      }
      if interruption.isRaised { return interrupted }
      Console.complain("mien: \(Console.oneLine(describing: error))")
      return failed
    }
  }
}
