import ArgumentParser
import Catalog
import Evaluation
import Foundation
import MetricHost
import Reporting
import Scoring

/// `mien metric check`.
struct MetricCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Try to make a metric or an encoder of your own fail before it scores anything.",
    discussion: """
      It is run on a held-out session of a character, on the same held still, without its face, without its joints, of \
      one frame, a fifth of a second and none, and on the session again: at last and in another process, which must \
      give the same bits. An undefined value is an answer; an exception, NaN, a wrong form, silence or a dead process \
      fails. The exit code is 0 when nothing failed.

      Example: mien metric check liveliness
      """)

  @Argument(help: "A metric or an encoder: its folder, or its id.", completion: .directory) var metric: String
  @Option(
    help: ArgumentHelp("Whose sessions it is tried on.", valueName: "name or folder"), completion: .directory)
  var character: String = "nova"
  @OptionGroup var places: MetricPlaces
  @OptionGroup var format: FormatOptions
  @OptionGroup var quiet: QuietOptions

  func run() throws {
    let shelf = places.shelf
    let bundle = try shelf.bundle(Self.path(metric))
    let paths = Workbench.searchPath
    let cast = EvaluationPlan.Cast(try paths.character(character), conversations: paths)
    let sessions = (try cast.nulls?().heldOut ?? []).map { $0.with(reference: cast.reference) }
    guard !sessions.isEmpty else {
      throw ValidationError("character '\(character)' has no held-out session to try it on")
    }
    try Workbench.stopIfInterrupted()
    let interruption = Workbench.interruption
    let isQuiet = quiet.quiet
    let trial = try MetricTrial(
      bundle, shelf: shelf, sessions: sessions, shouldStop: { interruption.isRaised }
    ) { what, note in if !isQuiet { Console.complainLine("note: \(what): \(note)") } }
    let cases = try trial.run()
    try Workbench.stopIfInterrupted()
    var table = Table(columns: [
      .text("case", "case"), .text("verdict", "verdict"), .text("found", "found"),
    ])
    for found in cases {
      table.append([.text(found.name), .text(found.verdict.rawValue), .text(found.text)])
    }
    let failed = cases.count { $0.verdict == .fails }
    switch format.format {
    case .json: Console.print(table.json(schema: "mien.metric-check/1", key: "cases"))
    case .table:
      Console.print(table.rendered(as: .table, width: Console.width))
      Console.print("\(trial.id): \(cases.count) cases, \(failed) failed")
    default: Console.print(table.rendered(as: format.format, width: nil))
    }
    if failed > 0 { throw ExitCode(CommandRunner.failed) }
  }

  /// A folder that is there is meant before an id is.
  private static func path(_ text: String) -> String {
    var isFolder: ObjCBool = false
    guard !text.contains("/"), FileManager.default.fileExists(atPath: text, isDirectory: &isFolder),
      isFolder.boolValue
    else { return text }
    return "./" + text
  }
}
