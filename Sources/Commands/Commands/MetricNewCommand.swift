import ArgumentParser
import Catalog
import Foundation
import MetricHost
import StrategyHost

/// `mien metric new`.
struct MetricNewCommand: ParsableCommand {
  /// What a metric can be written in.
  enum Language: String, CaseIterable, ExpressibleByArgument {
    case python
  }

  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a metric or an encoder of your own: a folder that tests itself and scores.",
    discussion: """
      NAME becomes its id and the folder's name. The metric that stands in it measures how much the head moves, the \
      encoder projects windows of the head at random; Plugins/README.md goes on from there.

      Example: mien metric new liveliness --at ~/metrics
      """)

  @Argument(help: "Id: a-z, 0-9, '-' and '.'.") var name: String
  @Option(help: "What it is written in: python.") var language: Language = .python
  @Flag(help: "An encoder, in whose space the Fréchet distance is taken.") var encoder = false
  @Option(
    help: ArgumentHelp("Folder in which its folder is made.", valueName: "folder"), completion: .directory)
  var at: String = "."

  func run() throws {
    if let reason = MetricBundle.reason(against: name) { throw MetricHostError.badName(name, reason: reason) }
    let template = try ProjectTemplate(
      named: encoder ? "encoder" : "metric", homes: Workbench.searchPath.roots.reversed())
    let folder: URL
    do throws(StrategyProjectError) {
      folder = try template.make(name, in: URL(fileURLWithPath: (at as NSString).expandingTildeInPath))
    } catch .badName(let name, let reason) {
      throw MetricHostError.badName(name, reason: reason)
    } catch { throw error }
    let place = at == "." ? name : (at as NSString).appendingPathComponent(name)
    let mien = ShellQuoting.program
    Console.print(
      """
      \(folder.path): \(encoder ? "an encoder" : "a metric") in \(language.rawValue)

        cd \(ShellQuoting.word(place))
        ./test.sh
        \(mien) metric check .
        \(mien) run --plugins . --metrics \(name) --strategy idle --corpus parlor --character nova --recording joke
        \(mien) show idle --diagnostics
      """)
  }
}
