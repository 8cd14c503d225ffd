public import ArgumentParser
import Catalog
import Foundation
public import StrategyHost

/// `mien strategy new`.
struct StrategyNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin a strategy: a folder that builds, tests itself and runs.",
    discussion: """
      NAME becomes the strategy's id and the folder's name. The behavior that stands in it nods on words and opens the \
      mouth with the voice; Plugins/README.md goes on from there.

      Example: mien strategy new nods --language c --at ~/strategies
      """)

  @Argument(help: "Id of the strategy: a-z, 0-9, '-' and '.'.") var name: String
  @Option(help: "What it is written in: swift, c, rust or python.") var language: ProjectTemplate.Language
  @Option(
    help: ArgumentHelp("Folder in which the project's folder is made.", valueName: "folder"),
    completion: .directory)
  var at: String = "."

  func run() throws {
    let template = try ProjectTemplate(language, homes: Workbench.searchPath.roots.reversed())
    let folder = try template.make(name, in: URL(fileURLWithPath: (at as NSString).expandingTildeInPath))
    let place = at == "." ? name : (at as NSString).appendingPathComponent(name)
    let mien = ShellQuoting.program
    let scene = "--corpus parlor --character nova --recording joke"
    let run = "run --plugins . --strategy \(name),idle \(scene)"
    Console.print(
      """
      \(folder.path): a strategy in \(language.rawValue)

        cd \(ShellQuoting.word(place))
        ./build.sh && ./test.sh
        \(mien) strategy check \(name) --plugins .
        \(mien) \(run)
        \(mien) compare idle \(name)
        \(mien) strategy watch . --run \(ShellQuoting.word(run))
      """)
  }
}

extension ProjectTemplate.Language: ExpressibleByArgument {}
