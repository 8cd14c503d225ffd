import ArgumentParser
import Reporting
import RunStore

/// `mien store check`.
struct StoreCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look through a store: pages, orphans, hashes, kept values.",
    discussion: """
      Reads only. Every track is unpacked and held against its hash, every kept score against the measurement beside \
      it. Exit code 1 where anything was found.

      Example: mien store check --store out/m.sqlite
      """)

  @Flag(help: "Leave tracks alone: quicker by far, and says nothing of them.") var quick = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  struct Report: Encodable {
    var schema = "mien.store-check/1"
    var store: String
    var isSound: Bool
    var findings: [StoreFinding]
  }

  func run() throws {
    let archive = try store.archive()
    let interruption = Workbench.interruption
    let findings = try archive.check(tracks: !quick, isInterrupted: { interruption.isRaised })
    if interruption.isRaised { throw ExitCode(CommandRunner.interrupted) }
    if format.format == .json {
      try JSONOutput.print(Report(store: archive.path, isSound: findings.isEmpty, findings: findings))
    } else if findings.isEmpty {
      Console.print("\(archive.path): sound, \(Counted.words(try archive.runCount(), "run"))")
    } else {
      var table = Table(columns: [.text("rule", "rule"), .text("place", "place"), .text("what", "what")])
      for finding in findings {
        table.append([.text(finding.rule.rawValue), .text(finding.place), .text(finding.what)])
      }
      Console.print(table.rendered(as: format.format, width: Console.width))
    }
    guard findings.isEmpty else {
      Console.complain(
        "mien: \(Counted.words(findings.count, "finding")); take what is sound into a new store: "
          + "mien store merge \(archive.path) --store NEW")
      throw ExitCode(CommandRunner.failed)
    }
  }
}
