public import ArgumentParser
import Foundation
public import Provenance
import Studio

/// `mien corpus capture`.
struct CorpusCaptureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture", abstract: "Write a recording from a live stream of newline JSON over TCP.",
    discussion: """
      The address is printed first; port 0 takes any free one. A client connects and sends one line that says who takes \
      part, then a line for each record of recording.jsonl as it becomes known, and its speech in pieces of 16-bit \
      little-endian samples:

      {"schema":"mien.capture/1","id":"hello","participants":[{"id":"nova","role":"character"},{"id":"guest","role":"partner"}]}
      {"id":"t1","op":"announce","kind":"turn","participant":"nova","start":1.25}
      {"kind":"audio","participant":"nova","start":1.25,"rate":24000,"pcm16":"BASE64"}

      Time zero is the start of the connection. A record without 'arrival' gets the time of its receipt since then: here \
      alone a clock makes a result. A faulty line is answered with {"error":…,"line":N} and left out, with a note in the \
      manifest. The folder is a valid corpus at every moment, even when the program is killed; when the client closes, \
      or Ctrl-C ends the capture, the audio becomes FLAC. One session at a time; other connections are refused.

      Limits: lines of 32 MiB, 500,000 records, four hours, 16 participants. Audio begins at most 60 s beyond the \
      latest audio so far or the time since the connection began, whichever is later.

      Example: mien corpus capture --listen 127.0.0.1:7400 --out out/sessions
      """)

  @Option(
    help: ArgumentHelp(
      "Where to listen: HOST:PORT; the host is 127.0.0.1 unless given.", valueName: "address"))
  var listen = "127.0.0.1:0"
  @Option(help: "Folder of the corpus: empty, or one with a corpus to add to.", completion: .directory)
  var out: String
  @Flag(help: "End after the first session.") var once = false
  @Flag(help: "A faulty line ends its session.") var strict = false
  @Option(help: "Title of the corpus.") var title: String?
  @Option(help: "Licence of the corpus, as an SPDX id or in words.") var licence: String?
  @Option(help: "Language of the corpus, as a BCP 47 tag.") var language: String?
  @Option(help: "What a new corpus is evidence of: real or synthetic.") var evidence: Evidence = .synthetic
  @OptionGroup var quiet: QuietOptions

  func run() throws {
    var options = CaptureOptions()
    options.title = title
    options.licence = licence
    options.language = language
    options.evidence = evidence
    options.isStrict = strict
    options.endsAfterOne = once
    let server = try CaptureServer(
      listeningOn: listen, into: URL(fileURLWithPath: out), options: options)
    Console.print(server.address)
    let interruption = Workbench.interruption
    var isFaulty = false
    try server.run(shouldStop: { interruption.isRaised }) { report in
      let speech = report.heard.isEmpty ? "no audio" : "audio of \(report.heard.joined(separator: ", "))"
      let seconds = String(format: "%.2f", report.seconds)
      Console.print("\(report.id): \(report.records) records, \(seconds) s, \(speech)")
      if let ending = report.ending, !quiet.quiet { Console.complain("\(report.id): \(ending)") }
      if report.leftOut > 0 {
        isFaulty = true
        if !quiet.quiet {
          Console.complain(
            "\(report.id): \(report.leftOut) lines were left out; the manifest's notes say which")
        }
      }
    }
    try Workbench.stopIfInterrupted()
    if isFaulty { throw ExitCode(strict ? CommandRunner.failed : CommandRunner.partlyFailed) }
  }
}

extension Evidence: ExpressibleByArgument {}
