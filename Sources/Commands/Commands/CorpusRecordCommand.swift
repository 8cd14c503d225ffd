import Catalog
import ArgumentParser
import Foundation
import Studio

/// `mien corpus record`.
struct CorpusRecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record scripts as conversations, spoken by espeak-ng.",
    discussion: """
      SCRIPT is a .script file or a folder of them; Corpora/parlor/README.md describes the form. The recording keeps word \
      and phone times and simulates an agent's log: text as it streams, speech in chunks, interruptions. It needs \
      espeak-ng and python3, which run as child processes. The result is synthetic and says so.

      Example: mien corpus record Corpora/parlor/scripts --out out/parlor
      """)

  @Argument(help: "Scripts or folders of scripts.", completion: .file()) var scripts: [String]
  @Option(help: "Folder of the corpus.", completion: .directory) var out: String
  @OptionGroup var quiet: QuietOptions

  func run() throws {
    let manifest = try StudioSession.record(
      scripts: scripts.map { URL(fileURLWithPath: $0) }, out: URL(fileURLWithPath: out)
    ) { id in
      if !quiet.quiet { Console.complain("recording \(id)") }
    }
    let seconds = manifest.recordings.reduce(0) { $0 + $1.duration }
    Console.print("\(out): \(manifest.recordings.count) recordings, \(Int(seconds.rounded())) s, synthetic")
  }
}
