import ArgumentParser
import Catalog
import Foundation
import Provenance
import Reporting

/// `mien corpus check`.
struct CorpusCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check every file of a corpus against its manifest and the log's rules.",
    discussion: """
      Every fault stands with file, line and cure. A table shows the first twenty of each rule, --all and \
      --format json show them all. The exit code is 1 when there are errors; with --strict also when there are warnings.

      Example: mien corpus check parlor
      """)

  @Argument(help: "A corpus, by name or path.", completion: .directory) var corpus: String
  @Flag(help: "Every finding, however many there are of a rule.") var all = false
  @Flag(help: "Warnings count as errors.") var strict = false
  @OptionGroup var format: FormatOptions

  /// Findings of one rule that a table shows unless all are asked for.
  private static let shown = 20

  func run() throws {
    let folder = try Workbench.searchPath.folder(of: .corpus, corpus)
    let check = CorpusCheck(folder: folder)
    let passes = check.passes && !(strict && check.count(.warning) > 0)
    switch format.format {
    case .json: try JSONOutput.print(Result(check, path: folder.path, passes: passes))
    case .table:
      printLines(check)
      Console.print(
        "\(folder.path): \(passes ? "passes" : "has errors"): \(check.count(.error)) errors, "
          + "\(check.count(.warning)) warnings, \(check.count(.note)) notes")
    case .csv, .tsv, .markdown, .latex:
      var table = Table(columns: [
        .text("severity", "severity"), .text("rule", "rule"), .text("file", "file"), .number("line", "line"),
        .text("message", "message"), .text("cure", "cure"),
      ])
      for finding in check.findings {
        table.append([
          .text(finding.severity.rawValue), .text(finding.rule), .text(finding.file),
          finding.line.map { .integer($0) } ?? .missing(""), .text(finding.message), .text(finding.cure),
        ])
      }
      Console.print(table.rendered(as: format.format, width: nil))
    }
    if !passes { throw ExitCode(CommandRunner.failed) }
  }

  private func printLines(_ check: CorpusCheck) {
    if let statistics = check.statistics {
      var table = Table(columns: [.text("what", "what"), .text("value", "value")])
      for (name, value) in Self.lines(statistics) { table.append([.text(name), .text(value)]) }
      Console.print(table.rendered(as: .table, width: Console.width))
    }
    var seen: [String: Int] = [:]
    for finding in check.findings {
      seen[finding.rule, default: 0] += 1
      if all || (seen[finding.rule] ?? 0) <= Self.shown { Console.print(finding.description) }
    }
    guard !all else { return }
    for (rule, count) in seen.sorted(by: { $0.key < $1.key }) where count > Self.shown {
      Console.print("\(rule): \(count - Self.shown) more; --all shows them")
    }
  }

  private static func lines(_ statistics: CorpusStatistics) -> [(String, String)] {
    return [
      ("evidence", statistics.evidence.rawValue), ("recordings", "\(statistics.recordings)"),
      ("length", CorpusShowCommand.length(statistics.minutes)),
      ("character speech", CorpusShowCommand.length(statistics.characterSpeechMinutes)),
      ("partner speech", CorpusShowCommand.length(statistics.partnerSpeechMinutes)),
      ("turns", "\(statistics.turns)"),
      ("words", "\(statistics.words), \(statistics.estimatedWords) of them with estimated times"),
      ("phones", "\(statistics.phones)"), ("cues", "\(statistics.cues)"),
      ("audio files", "\(statistics.audioFiles)"), ("performances", "\(statistics.performances)"),
    ]
  }

  private struct Result: Encodable {
    struct Item: Encodable {
      var severity: String
      var rule: String
      var file: String
      var line: Int?
      var message: String
      var cure: String
    }
    var schema = "mien.corpus-check/2"
    var path: String
    var passes: Bool
    var errors: Int
    var warnings: Int
    var evidence: String?
    var recordings: Int?
    var minutes: Double?
    var characterSpeechMinutes: Double?
    var words: Int?
    var estimatedWords: Int?
    var phones: Int?
    var cues: Int?
    var findings: [Item]

    init(_ check: CorpusCheck, path: String, passes: Bool) {
      self.path = path
      self.passes = passes
      errors = check.count(.error)
      warnings = check.count(.warning)
      evidence = check.statistics?.evidence.rawValue
      recordings = check.statistics?.recordings
      minutes = check.statistics?.minutes
      characterSpeechMinutes = check.statistics?.characterSpeechMinutes
      words = check.statistics?.words
      estimatedWords = check.statistics?.estimatedWords
      phones = check.statistics?.phones
      cues = check.statistics?.cues
      findings = check.findings.map {
        Item(
          severity: $0.severity.rawValue, rule: $0.rule, file: $0.file, line: $0.line, message: $0.message,
          cure: $0.cure)
      }
    }
  }
}
