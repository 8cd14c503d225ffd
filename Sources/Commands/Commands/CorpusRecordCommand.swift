import ArgumentParser
import Catalog
import Foundation
import Studio

/// `mien corpus record`.
struct CorpusRecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record scripts as conversations, spoken by espeak-ng.",
    discussion: """
      SCRIPT is a .script file or a folder of them; Corpora/README.md describes the form. The recording keeps word \
      and phone times and simulates an agent's log: text as it streams, speech in chunks, interruptions. It needs \
      espeak-ng and python3, which run as child processes. The result is synthetic and says so. Options override \
      what scripts say; a time that is not given stays as the script has it.

      Example: mien corpus record Corpora/parlor/scripts --out out/parlor --audio opus --voice guest=en-us+m3
      """)

  @Argument(help: "Scripts or folders of scripts.", completion: .file()) var scripts: [String]
  @Option(help: "Folder of the corpus.", completion: .directory) var out: String
  @Option(
    help: ArgumentHelp(
      "espeak-ng voice of a participant; a partner with one is synthesised. May be repeated.",
      valueName: "name=voice"))
  var voice: [String] = []
  @Option(help: ArgumentHelp("Words a minute of a participant. May be repeated.", valueName: "name=number"))
  var rate: [String] = []
  @Option(help: "How fast the character's text streams in (30 unless a script says otherwise).")
  var tokensPerSecond: Double?
  @Option(help: "Seconds from knowing that the partner has ended to the first token (0).")
  var firstToken: Double?
  @Option(help: "Seconds that fill a chunk of speech (chunks end with sentences and pauses alone).")
  var ttsChunk: Double?
  @Option(help: "Seconds from the first token to the first chunk of speech (0.35).")
  var ttsDelay: Double?
  @Option(help: "Seconds from the end of what the partner says to its text (0.3).")
  var asrDelay: Double?
  @Option(help: "Seconds that a tool call takes (1.2).")
  var toolTime: Double?
  @Option(help: "How speech is stored: flac (exact) or opus (a fifth of the bytes).")
  var audio: Coding = .flac
  @Option(help: "Bits a second of Opus (24000).")
  var bitrate: Int?
  @Option(help: "Seed of the gaps between turns.")
  var seed: UInt64 = 0
  @Option(help: "Title of the corpus.") var title: String?
  @Option(help: "Licence of the corpus, as an SPDX id or in words.") var licence: String?
  @OptionGroup var quiet: QuietOptions

  enum Coding: String, ExpressibleByArgument, CaseIterable {
    case flac, opus
  }

  func validate() throws {
    if let bitrate {
      guard audio == .opus else { throw ValidationError("--bitrate goes with --audio opus") }
      guard (6_000...256_000).contains(bitrate) else {
        throw ValidationError("--bitrate takes 6000 to 256000 bits a second")
      }
    }
    _ = try Self.pairs(voice, of: "--voice")
    _ = try rates()
  }

  func run() throws {
    let manifest = try StudioSession.record(
      scripts: scripts.map { URL(fileURLWithPath: $0) }, out: URL(fileURLWithPath: out), options: options()
    ) { id in
      if !quiet.quiet { Console.complain("recording \(id)") }
    }
    let seconds = manifest.recordings.reduce(0) { $0 + $1.duration }
    Console.print("\(out): \(manifest.recordings.count) recordings, \(Int(seconds.rounded())) s, synthetic")
  }

  private func options() throws -> RecordingOptions {
    var options = RecordingOptions()
    options.seed = seed
    options.voices = try Self.pairs(voice, of: "--voice")
    options.rates = try rates()
    let times = [
      ("tokens per second", tokensPerSecond), ("first token", firstToken), ("tts chunk", ttsChunk),
      ("tts delay", ttsDelay), ("asr delay", asrDelay), ("tool time", toolTime),
    ]
    for (name, value) in times { options.timing[name] = value }
    if audio == .opus { options.audio = bitrate.map { .opus(bitrate: $0) } ?? .opus() }
    options.title = title
    options.licence = licence
    return options
  }

  private func rates() throws -> [String: Int] {
    try Self.pairs(rate, of: "--rate").mapValues { text in
      guard let number = Int(text) else { throw ValidationError("--rate '\(text)' is no whole number") }
      return number
    }
  }

  /// `NAME=VALUE` by name.
  private static func pairs(_ texts: [String], of option: String) throws -> [String: String] {
    var result: [String: String] = [:]
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw ValidationError("\(option) takes NAME=VALUE, not '\(text)'") }
      guard result.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw ValidationError("\(option) is given twice for \(parts[0])")
      }
    }
    return result
  }
}
