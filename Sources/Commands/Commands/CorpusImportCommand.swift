import Provenance
import ArgumentParser
import Catalog
import Foundation
import Motion

/// `mien corpus import`.
struct CorpusImportCommand: ParsableCommand {
  /// Forms of other people's material.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    case meld, textgrid, livelink
  }

  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a corpus out of other people's recordings.",
    discussion: """
      textgrid: a folder of WAV files with Praat TextGrids of the same name (long or short form).
      meld: a MELD CSV; it has turn times only, so words are spread over turns and marked estimated.
      livelink: WAV files with Live Link Face CSVs of the same name; the motion becomes the recording's performance. \
      What came in, what was missing and what was repaired is printed and written into the manifest.

      Example: mien corpus import textgrid recordings/ --out out/mine
      """)

  @Argument(help: "Form of the material: meld, textgrid or livelink.") var form: Form
  @Argument(help: "The file or folder.", completion: .file()) var source: String
  @Option(help: "Folder of the corpus to be made.", completion: .directory) var out: String
  @Option(help: "Title (default: the folder's name).") var title: String = ""
  @Option(help: "Licence of the material, an SPDX id or words.") var licence: String = "unknown"
  @Option(help: "Language of the material as a BCP 47 tag.") var language: String = "en"
  @Flag(help: "Replace a corpus that is already there.") var force = false
  @OptionGroup var quiet: QuietOptions

  func run() throws {
    let job = CorpusImport(
      out: URL(fileURLWithPath: out), title: title, licence: licence, language: language, force: force)
    let place = URL(fileURLWithPath: source)
    let corpus =
      switch form {
      case .meld: try job.meld(place)
      case .textgrid: try job.textGrid(place)
      case .livelink: try job.liveLink(place, rate: .fps60)
      }
    if !quiet.quiet { for note in corpus.manifest.notes { Console.complain(note) } }
    let seconds = corpus.manifest.recordings.reduce(0) { $0 + $1.duration }
    Console.print(
      "\(corpus.directory.path): \(corpus.manifest.recordings.count) recordings, \(Int(seconds.rounded())) s, "
        + "evidence \(corpus.manifest.evidence.rawValue)")
  }
}
