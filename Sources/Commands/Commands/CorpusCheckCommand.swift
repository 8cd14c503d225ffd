import Provenance
import Foundation
import ArgumentParser
import Catalog
import Reporting

/// `mien corpus check`.
struct CorpusCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check every file of a corpus against its manifest and the log's rules.",
    discussion: "Example: mien corpus check parlor")

  @Argument(help: "A corpus, by name or path.", completion: .directory) var corpus: String
  @OptionGroup var format: FormatOptions

  func run() throws {
    let folder = try Workbench.searchPath.folder(of: .corpus, corpus)
    let check = CorpusCheck(folder: folder)
    if format.format == .json {
      try JSONOutput.print(Result(check, path: folder.path))
    } else {
      if let statistics = check.statistics {
        var table = Table(columns: [.text("what", "what"), .text("value", "value")])
        for (name, value) in Self.lines(statistics) { table.append([.text(name), .text(value)]) }
        Console.print(table.rendered(as: format.format, width: Console.width))
      }
      for finding in check.findings { Console.print(finding.description) }
      Console.print(check.passes ? "\(folder.path): passes" : "\(folder.path): has errors")
    }
    if !check.passes { throw ExitCode(CommandRunner.failed) }
  }

  private static func lines(_ statistics: CorpusStatistics) -> [(String, String)] {
    func minutes(_ number: Double) -> String { (NumberText.fixed(number, digits: 1) ?? "?") + " min" }
    return [
      ("evidence", statistics.evidence.rawValue), ("recordings", "\(statistics.recordings)"),
      ("length", minutes(statistics.minutes)),
      ("character speech", minutes(statistics.characterSpeechMinutes)),
      ("partner speech", minutes(statistics.partnerSpeechMinutes)), ("turns", "\(statistics.turns)"),
      ("words", "\(statistics.words), \(statistics.estimatedWords) of them with estimated times"),
      ("phones", "\(statistics.phones)"), ("cues", "\(statistics.cues)"),
      ("audio files", "\(statistics.audioFiles)"), ("performances", "\(statistics.performances)"),
    ]
  }

  private struct Result: Encodable {
    struct Item: Encodable {
      var severity: String
      var place: String
      var message: String
    }
    var schema = "mien.corpus-check/1"
    var path: String
    var passes: Bool
    var evidence: String?
    var recordings: Int?
    var minutes: Double?
    var characterSpeechMinutes: Double?
    var words: Int?
    var estimatedWords: Int?
    var phones: Int?
    var cues: Int?
    var findings: [Item]

    init(_ check: CorpusCheck, path: String) {
      self.path = path
      passes = check.passes
      evidence = check.statistics?.evidence.rawValue
      recordings = check.statistics?.recordings
      minutes = check.statistics?.minutes
      characterSpeechMinutes = check.statistics?.characterSpeechMinutes
      words = check.statistics?.words
      estimatedWords = check.statistics?.estimatedWords
      phones = check.statistics?.phones
      cues = check.statistics?.cues
      findings = check.findings.map {
        Item(severity: $0.severity.rawValue, place: $0.place, message: $0.message)
      }
    }
  }
}
