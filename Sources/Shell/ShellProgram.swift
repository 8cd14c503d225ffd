public import Commands
import CSys
import Foundation

/// The program: one command, a script, or a session at a prompt, all through the same commands.
///
/// ```swift
/// // main.swift
/// exit(ShellProgram(arguments: Array(CommandLine.arguments.dropFirst()), banner: "mien 1.0").run())
/// ```
public struct ShellProgram {
  /// Words behind the program's name.
  public var arguments: [String]
  /// Line on stderr at the begin of a session; none where empty.
  public var banner: String
  /// What a session asks with.
  public var prompt: () -> String
  /// Runs the words of a command.
  public var command: @Sendable ([String], Interruption) -> Int32
  /// Knows what may stand at the cursor.
  public var completion: @Sendable ([String], String) -> (values: [String], wantsFiles: Bool)
  /// Environment of the process.
  public var environment: [String: String]

  /// Prepares the program; without an environment the process's own is taken.
  public init(
    arguments: [String], banner: String = "", prompt: @escaping () -> String = { "mien> " },
    command: @escaping @Sendable ([String], Interruption) -> Int32 = {
      CommandRunner.run($0, interruption: $1)
    },
    completion: @escaping @Sendable ([String], String) -> (values: [String], wantsFiles: Bool) = {
      Completion.candidates(words: $0, current: $1)
    },
    environment: [String: String]? = nil
  ) {
    self.arguments = arguments
    self.banner = banner
    self.prompt = prompt
    self.command = command
    self.completion = completion
    self.environment = environment ?? ProcessInfo.processInfo.environment
  }

  /// Does what the words ask for and returns the exit code. Call it on the main thread, once.
  public func run() -> Int32 {
    _ = csys_ignore_broken_pipes()
    let watch = CommandWatch(command: command)
    let runner = LineRunner(splitter: WordSplitter(home: environment["HOME"]), command: watch.run)
    let code: Int32
    do throws(ShellError) {
      switch try Invocation(arguments) {
      case .command(let words): code = watch.run(words)
      case .scripts(let sources): code = try run(sources, runner)
      case .session where Terminal.isInteractive:
        if !banner.isEmpty { Terminal.complain(banner) }
        let session = InteractiveSession(
          prompt: prompt, history: HistoryFile.current(environment), runner: runner, watch: watch,
          provider: completion)
        code = session.run()
      case .session: code = try run([.standardInput], runner)
      }
    } catch .interrupted(let signal) {
      return 128 + signal
    } catch {
      Terminal.complain("mien: \(error)")
      return LineRunner.usage
    }
    return watch.farewell ?? code
  }

  /// Runs scripts in order until one fails.
  private func run(_ sources: [Invocation.Source], _ runner: LineRunner) throws(ShellError) -> Int32 {
    let scripts = ScriptRunner(runner: runner, complain: Terminal.complain)
    for source in sources {
      let code: Int32
      switch source {
      case .file(let path): code = try scripts.run(KnownLines(file: path))
      case .line(let line): code = try scripts.run(KnownLines(name: "-e", lines: [line]))
      case .standardInput:
        let lines = StreamedLines(
          name: "stdin", descriptor: STDIN_FILENO, signals: SignalPipe.shared)
        code = try scripts.run(lines)
      }
      guard code == 0 else { return code }
    }
    return 0
  }
}
