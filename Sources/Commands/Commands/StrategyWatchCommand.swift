import ArgumentParser
import Foundation
import Provenance
import StrategyHost

/// `mien strategy watch`.
struct StrategyWatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Build, reload and run a strategy whenever one of its files is saved.",
    discussion: """
      DIR is a project (a folder with build.sh) or a bundle. What fails is said, and the next save is waited for. \
      Ctrl-C ends it. LINE is a line as it stands at the prompt.

      Example: mien strategy watch . --run 'run --plugins . --strategy nods --corpus parlor --character nova'
      """)

  @Argument(help: "The project or bundle.", completion: .directory) var dir: String
  @Option(name: .customLong("run"), help: ArgumentHelp("A line to run after each reload.", valueName: "line"))
  var line: String?
  @Flag(help: "Build, reload and run once, and end with what came of it.") var once = false

  func run() throws {
    let words = try line.map {
      try WordSplitter(home: ProcessInfo.processInfo.environment["HOME"]).words(of: $0)
    }
    let project = try StrategyProject(at: URL(fileURLWithPath: (dir as NSString).expandingTildeInPath))
    let interruption = Workbench.interruption
    if once {
      guard try reload(project, interruption) else { throw ExitCode(CommandRunner.failed) }
      let code = perform(words, interruption)
      if code != CommandRunner.done { throw ExitCode(code) }
      return
    }
    let changes = ProjectChanges(project)
    while !interruption.isRaised {
      do {
        if try reload(project, interruption) { _ = perform(words, interruption) }
      } catch {
        if interruption.isRaised { break }
        Console.complain("mien: \(Console.oneLine(describing: error))")
      }
      changes.settle()
      while !interruption.isRaised, !changes.happened() { usleep(250_000) }
    }
    // Ctrl-C is how a watch ends, not how it fails.
    interruption.reset()
  }

  /// Builds and loads; false when a strategy cannot be used, which has been said then.
  private func reload(_ project: StrategyProject, _ interruption: Interruption) throws -> Bool {
    try project.build { interruption.isRaised }
    let shelf = Workbench.shelf(only: project.folder)
    let found = try StrategyReload.look(
      at: shelf, execution: .isolated(Workbench.ground()), seen: Workbench.seen)
    guard !found.isEmpty else { throw StrategyProjectError.noBundle(path: project.folder.path) }
    var isBroken = false
    for one in found {
      if case .broken(let reason) = one.state {
        isBroken = true
        Console.complain("mien: \(one.id): \(reason)")
        continue
      }
      let hashes = [one.before, one.after].compactMap { $0.map { String($0.description.prefix(12)) } }
      Console.print(
        "\(one.id) \(one.version) \(one.state.word) in \(Int(one.milliseconds.rounded())) ms: content "
          + (hashes.first == hashes.last ? hashes.prefix(1) : hashes[...]).joined(separator: " -> "))
    }
    return !isBroken
  }

  private func perform(_ words: [String]?, _ interruption: Interruption) -> Int32 {
    guard var words, !interruption.isRaised else { return CommandRunner.done }
    if words.first == "mien" { words.removeFirst() }
    return words.isEmpty ? CommandRunner.done : CommandRunner.run(words, interruption: interruption)
  }
}
