import ArgumentParser
import Catalog
import Conversation
import Provenance
import Reporting

/// `mien corpus show`.
struct CorpusShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a corpus holds: length, turns, speech, emotions, response gaps.",
    discussion: """
      --recordings adds a line for each recording, --notes what the manifest says of its making.

      Example: mien corpus show parlor
      """)

  @Argument(help: "A corpus, by name or path.", completion: .directory) var corpus: String
  @Flag(help: "A line for each recording.") var recordings = false
  @Flag(help: "Assumptions and notes of the manifest.") var notes = false
  @OptionGroup var format: FormatOptions

  func run() throws {
    let corpus = try Workbench.searchPath.corpus(corpus)
    let manifest = corpus.manifest
    var all = CorpusStatistics(evidence: manifest.evidence)
    var parts: [(entry: CorpusManifest.Entry, statistics: CorpusStatistics)] = []
    for entry in manifest.recordings {
      let recording = try corpus.recording(entry.id)
      all.add(recording, entry: entry)
      if recordings || format.format == .json {
        var own = CorpusStatistics(evidence: manifest.evidence)
        own.add(recording, entry: entry)
        parts.append((entry, own))
      }
    }
    if format.format == .json {
      try JSONOutput.print(
        Result(manifest, all, parts.map { Result.Part($0.entry.id, $0.entry.duration, $0.statistics) }))
      return
    }
    var table = Table(columns: [.text("what", "what"), .text("value", "value")])
    for (name, value) in Self.lines(manifest, all) { table.append([.text(name), .text(value)]) }
    Console.print(table.rendered(as: format.format, width: Console.width))
    Console.print(Self.emotions(all).rendered(as: format.format, width: Console.width))
    if recordings { Console.print(Self.table(parts).rendered(as: format.format, width: Console.width)) }
    if notes {
      for line in manifest.assumptions { Console.print("assumed: \(line)") }
      for line in manifest.notes { Console.print(line) }
    }
  }

  private static func fixed(_ number: Double?, _ digits: Int, _ unit: String) -> String {
    number.flatMap { NumberText.fixed($0, digits: digits) }.map { "\($0) \(unit)" } ?? "none"
  }

  /// Minutes, or seconds where it is less than one.
  static func length(_ minutes: Double) -> String {
    minutes < 1 ? fixed(minutes * 60, 1, "s") : fixed(minutes, 1, "min")
  }

  /// Labelled lines over a whole corpus.
  static func lines(_ manifest: CorpusManifest, _ statistics: CorpusStatistics) -> [(String, String)] {
    let gaps = [0.1, 0.5, 0.9].map { fixed(statistics.responseGap(quantile: $0), 2, "s") }
    let share = statistics.characterShare.map { $0 * 100 }
    return [
      ("title", manifest.title), ("evidence", manifest.evidence.rawValue), ("language", manifest.language),
      ("licence", manifest.licence), ("recordings", "\(statistics.recordings)"),
      ("length", length(statistics.minutes)),
      (
        "character speech",
        "\(length(statistics.characterSpeechMinutes)), \(fixed(share, 0, "% of the session"))"
      ),
      ("partner speech", length(statistics.partnerSpeechMinutes)), ("turns", "\(statistics.turns)"),
      ("words", "\(statistics.words), \(statistics.estimatedWords) of them with estimated times"),
      ("speaking rate", fixed(statistics.wordsPerMinute, 0, "words a minute of character speech")),
      ("phones", "\(statistics.phones)"),
      (
        "response gaps",
        statistics.responseGaps.isEmpty
          ? "none"
          : "10 %: \(gaps[0]), median \(gaps[1]), 90 %: \(gaps[2]), n = \(statistics.responseGaps.count)"
      ),
      (
        "cues",
        Record.Cue.allCases.map { "\($0.rawValue) \(statistics.cueCounts[$0] ?? 0)" }.joined(separator: ", ")
      ),
      ("taken back", "\(statistics.cancelled) records"), ("audio files", "\(statistics.audioFiles)"),
      ("performances", "\(statistics.performances)"),
      (
        "withheld",
        (manifest.withheld ?? []).isEmpty
          ? "nothing" : (manifest.withheld ?? []).map(\.rawValue).joined(separator: ", ")
      ),
    ]
  }

  private static func emotions(_ statistics: CorpusStatistics) -> Table {
    var table = Table(columns: [.text("emotion", "emotion"), .number("cues", "cues")])
    for emotion in Emotion.allCases {
      table.append([.text(emotion.rawValue), .integer(statistics.emotionCounts[emotion] ?? 0)])
    }
    for (name, count) in statistics.unknownEmotions.sorted(by: { $0.key < $1.key }) {
      table.append([.text("\(name) (unknown)"), .integer(count)])
    }
    return table
  }

  private static func table(_ parts: [(entry: CorpusManifest.Entry, statistics: CorpusStatistics)]) -> Table {
    var table = Table(columns: [
      .text("recording", "recording"), .number("seconds", "seconds"), .number("speech", "character speech s"),
      .number("turns", "turns"), .number("words", "words"), .number("phones", "phones"),
      .number("cues", "cues"),
      .number("audio", "audio"), .number("performances", "performances"),
    ])
    for (entry, statistics) in parts {
      table.append([
        .text(entry.id), .number(entry.duration, digits: 1),
        .number(statistics.characterSpeechMinutes * 60, digits: 1), .integer(statistics.turns),
        .integer(statistics.words), .integer(statistics.phones), .integer(statistics.cues),
        .integer(statistics.audioFiles), .integer(statistics.performances),
      ])
    }
    return table
  }

  private struct Result: Encodable {
    struct Part: Encodable {
      var id: String
      var seconds: Double
      var counts: Counts

      init(_ id: String, _ seconds: Double, _ statistics: CorpusStatistics) {
        self.id = id
        self.seconds = seconds
        counts = Counts(statistics)
      }
    }

    struct Counts: Encodable {
      var minutes: Double
      var characterSpeechMinutes: Double
      var partnerSpeechMinutes: Double
      var characterShare: Double?
      var wordsPerMinute: Double?
      var turns: Int
      var words: Int
      var estimatedWords: Int
      var phones: Int
      var cues: [String: Int]
      var emotions: [String: Int]
      var unknownEmotions: [String: Int]
      var cancelled: Int
      var responseGapMedian: Double?
      var responseGap10: Double?
      var responseGap90: Double?
      var responseGaps: Int
      var audioFiles: Int
      var performances: Int

      init(_ statistics: CorpusStatistics) {
        minutes = statistics.minutes
        characterSpeechMinutes = statistics.characterSpeechMinutes
        partnerSpeechMinutes = statistics.partnerSpeechMinutes
        characterShare = statistics.characterShare
        wordsPerMinute = statistics.wordsPerMinute
        turns = statistics.turns
        words = statistics.words
        estimatedWords = statistics.estimatedWords
        phones = statistics.phones
        cues = Dictionary(uniqueKeysWithValues: statistics.cueCounts.map { ($0.key.rawValue, $0.value) })
        emotions = Dictionary(
          uniqueKeysWithValues: statistics.emotionCounts.map { ($0.key.rawValue, $0.value) })
        unknownEmotions = statistics.unknownEmotions
        cancelled = statistics.cancelled
        responseGapMedian = statistics.responseGap(quantile: 0.5)
        responseGap10 = statistics.responseGap(quantile: 0.1)
        responseGap90 = statistics.responseGap(quantile: 0.9)
        responseGaps = statistics.responseGaps.count
        audioFiles = statistics.audioFiles
        performances = statistics.performances
      }
    }

    var schema = "mien.corpus-show/1"
    var id: String
    var title: String
    var evidence: String
    var language: String
    var licence: String
    var withheld: [String]
    var recordings: [Part]
    var all: Counts

    init(_ manifest: CorpusManifest, _ statistics: CorpusStatistics, _ parts: [Part]) {
      id = manifest.id
      title = manifest.title
      evidence = manifest.evidence.rawValue
      language = manifest.language
      licence = manifest.licence
      withheld = (manifest.withheld ?? []).map(\.rawValue)
      recordings = parts
      all = Counts(statistics)
    }
  }
}
