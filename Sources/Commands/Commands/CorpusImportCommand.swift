import ArgumentParser
import Catalog
import Formats
import Conversation
import Foundation
import Motion
import Provenance
import Reporting
import Script
import Studio

/// `mien corpus import`.
struct CorpusImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a corpus out of other people's recordings.",
    discussion: """
      FORM says what the material is; 'mien corpus formats' lists them all with the files that each reads. SOURCE is \
      a file or a folder. What came in, what was missing, what was assumed, repaired and left out is printed and \
      written into the manifest; --strict refuses material that needs repair or of which something is left out.

      Example: mien corpus import textgrid recordings/ --out out/mine --licence CC-BY-4.0
      """)

  @Argument(help: "Form of the material, such as textgrid, meld or livelink.") var form: String
  @Argument(help: "The file or folder.", completion: .file()) var source: String
  @Option(help: "Folder of the corpus to be made.", completion: .directory) var out: String
  @Option(help: "Title (default: the folder's name).") var title: String = ""
  @Option(help: "Licence of the material, an SPDX id or words.") var licence: String = "unknown"
  @Option(help: "Language of the material as a BCP 47 tag.") var language: String = "en"
  @Option(
    help:
      "Whether people were recorded or a program made it: real or synthetic (default: as usual for the form)."
  )
  var evidence: Evidence?
  @Option(
    help: "Name of the speaker whom strategies perform (default: whom the file calls so, else who says most)."
  )
  var character: String?
  @Flag(help: "Everybody who takes part is a character: strategies perform both sides of a conversation.")
  var everyone = false
  @Option(help: "Column map of a table, a JSON file.", completion: .file()) var map: String?
  @Option(
    help:
      "Emotion vocabulary: a name (\(EmotionVocabulary.all.map(\.id).joined(separator: ", "))) or a JSON file.",
    completion: .file())
  var emotions: String?
  @Option(help: "File of the names of curves that have none.", completion: .file()) var names: String?
  @Option(
    help: ArgumentHelp("What weights of recorded motion mean, a rig map.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var rigMap: String?
  @Option(help: "Frames per second of motion whose files do not say.") var motionFps: String?
  @Option(help: "Words a minute for turns that nobody timed.") var speakingRate: Double = 170
  @Option(
    help:
      "Material that is for scoring only, with commas: \(Given.Material.allCases.map(\.rawValue).joined(separator: ", ")); runs do not give it to strategies."
  )
  var withhold: String?
  @Flag(help: "Find the phones of words that have none with espeak-ng; they are marked as estimated.")
  var pronounce = false
  @Flag(help: "Refuse material that needs repair, or of which something must be left out.") var strict = false
  @Flag(help: "Replace a corpus that is already there.") var force = false
  @OptionGroup var format: FormatOptions
  @OptionGroup var quiet: QuietOptions

  func validate() throws {
    guard !everyone || character == nil else {
      throw ValidationError("--everyone makes everybody a character, so --character goes without it")
    }
    guard speakingRate.isFinite, (20...1000).contains(speakingRate) else {
      throw ValidationError("--speaking-rate lies in 20...1000 words a minute")
    }
    if let motionFps { _ = try RateText.rate(motionFps, option: "--motion-fps") }
    _ = try withheld()
  }

  private func withheld() throws -> Set<Given.Material> {
    let words = withhold.map { $0.split(separator: ",", omittingEmptySubsequences: false) } ?? []
    return Set(
      try words.map { word in
        guard let material = Given.Material(rawValue: String(word)) else {
          throw ValidationError(
            "--withhold: '\(word)' is none of \(Given.Material.allCases.map(\.rawValue).joined(separator: ", "))"
          )
        }
        return material
      })
  }

  func run() throws {
    let form = try ImportForm.named(form)
    var job = CorpusImport(
      out: URL(fileURLWithPath: out), title: title, licence: licence, language: language, evidence: evidence,
      force: force, strict: strict)
    job.rules.character = character
    job.rules.everyone = everyone
    job.rules.rate = SpeakingRate(wordsPerMinute: speakingRate)
    if let emotions { job.rules.vocabulary = try Self.vocabulary(emotions) }
    if let map { job.map = (try OptionFile.bytes(map, option: "--map"), map) }
    job.withheld = try withheld()
    if let names { job.names = URL(fileURLWithPath: names) }
    if let rigMap { job.rigMap = try RigMapFile.read(at: URL(fileURLWithPath: rigMap)) }
    if let motionFps { job.motionRate = try RateText.rate(motionFps, option: "--motion-fps") }
    if pronounce {
      let pronouncer = try EspeakPronouncer()
      let language = language
      job.rules.pronounce = { try pronouncer.pronounce($0, language: language) }
    }
    let interruption = Workbench.interruption
    let outcome = try job.run(form, URL(fileURLWithPath: source)) { _ in !interruption.isRaised }
    if format.format == .json {
      try JSONOutput.print(Result(outcome))
      return
    }
    if !quiet.quiet { for line in outcome.report.lines { Console.complain(line) } }
    let corpus = outcome.corpus
    let seconds = corpus.manifest.recordings.reduce(0) { $0 + $1.duration }
    Console.print(
      "\(corpus.directory.path): \(corpus.manifest.recordings.count) recordings, \(Int(seconds.rounded())) s, "
        + "evidence \(corpus.manifest.evidence.rawValue)")
  }

  private static func vocabulary(_ name: String) throws -> EmotionVocabulary {
    if let known = EmotionVocabulary.named(name) { return known }
    guard FileManager.default.fileExists(atPath: name) else {
      throw CatalogError.notFound(
        kind: "emotion vocabulary", name: name, known: EmotionVocabulary.all.map(\.id))
    }
    return try EmotionVocabulary(parsing: try OptionFile.bytes(name, option: "--emotions"), file: name)
  }

  private struct Result: Encodable {
    struct Note: Encodable {
      var sort: String
      var place: String
      var text: String
    }
    var schema = "mien.corpus-import/1"
    var path: String
    var evidence: String
    var recordings: Int
    var seconds: Double
    var notes: [Note]

    init(_ outcome: CorpusImport.Outcome) {
      path = outcome.corpus.directory.path
      evidence = outcome.corpus.manifest.evidence.rawValue
      recordings = outcome.corpus.manifest.recordings.count
      seconds = outcome.corpus.manifest.recordings.reduce(0) { $0 + $1.duration }
      notes = outcome.report.notes.map { Note(sort: $0.sort.rawValue, place: $0.place, text: $0.text) }
    }
  }
}
