import ArgumentParser
import Reporting
import RunStore
import Runs

/// `mien explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say what the signature of a score stands for.",
    discussion: """
      SIGNATURE is the line that show, compare and rank print, with or without the id of a score before it. Its run is \
      looked for in the store; every field is given in full, and those in which the store's run differs are marked. The \
      exit code is 1 where the store has no such run or it differs.

      Example: mien explain "$(mien show speech --store out/m.sqlite --format csv | tail -n 1 | grep -o '[^"]*mien:[^"]*')" --store out/m.sqlite
      """)

  @Argument(help: ArgumentHelp("The signature.", valueName: "signature")) var signature: String
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let archive = try store.archive()
    let parsed = try ScoreSignature(signature)
    let explanation = try SignatureExplanation(
      parsed, runs: try archive.runs(RunSelection(ids: [parsed[.run] ?? ""])),
      takes: { try archive.takes(of: $0.id) })
    Console.print(explanation.rendered(as: format.format, width: Console.width))
    guard explanation.isConfirmed else {
      Console.complain("mien: \(explanation.verdict)")
      throw ExitCode(CommandRunner.failed)
    }
  }
}
