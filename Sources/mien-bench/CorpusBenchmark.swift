import Catalog
import Foundation
import Formats
import Speech

/// Measures what it takes to get other people's material in, and speech analysed.
struct CorpusBenchmark {
  /// What is printed.
  struct Report: Encodable {
    /// All features of speech in memory, in multiples of real time, by processor time of one core.
    var analysisRealTime: Double
    /// Reading speech for the first time (decode, resample, analyse) and again, from the cache; multiples of real
    /// time, by processor time.
    var firstReadRealTime: Double
    var secondReadRealTime: Double
    /// A table of 1,109 rows in 114 dialogues, as MELD's: reading it, and the whole import with all files
    /// written; milliseconds.
    var tableMilliseconds: Double
    var importMilliseconds: Double
    /// A log of a voice agent in JSON lines, read into sessions: megabytes a second by processor time and by the
    /// clock, and by how much the peak of memory rose.
    var logMegabytes: Double
    var logMegabytesPerSecond: Double
    var logMegabytesPerSecondByClock: Double
    var logPeakRiseMegabytes: Double
  }

  let corpus: Corpus

  func run() throws -> Report {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-bench-\(ProcessInfo.processInfo.processIdentifier)-corpus")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let log = folder.appendingPathComponent("agent.jsonl")
    let megabytes = try Self.writeLog(log)
    let peak = Stopwatch.peakMegabytes
    let logTime = try Stopwatch.median(1) { _ = try AgentLog.sessions(path: log.path, file: "agent.jsonl") }
    let rise = Stopwatch.peakMegabytes - peak

    let sounds = corpus.manifest.recordings.prefix(6).flatMap { entry in
      entry.participants.compactMap { person in person.audio.map { corpus.place($0) } }
    }
    let uncached = FeatureCache(folder: nil)
    let cache = FeatureCache(folder: folder.appendingPathComponent("cache"))
    var samples: [[Float]] = []
    let first = try Stopwatch.median(1) {
      for sound in sounds { samples.append(try uncached.speech(at: sound).samples) }
    }
    for sound in sounds { _ = try cache.speech(at: sound) }
    let second = try Stopwatch.median(3) { for sound in sounds { _ = try cache.speech(at: sound) } }
    let seconds = Double(samples.reduce(0) { $0 + $1.count }) / Double(SpeechFeatures.sampleRate)
    let analysis = Stopwatch.median(3) { for sound in samples { _ = SpeechFeatures.analyse(sound) } }

    let table = folder.appendingPathComponent("table.csv")
    let bytes = Self.table()
    try bytes.write(to: table)
    let reading = try Stopwatch.median(5) { _ = try MELDTable.read(bytes, file: "table.csv") }
    let form = try ImportForm.named("meld")
    let job = CorpusImport(out: folder.appendingPathComponent("imported"), force: true)
    let importing = try Stopwatch.median(3) { _ = try job.run(form, table) }
    return Report(
      analysisRealTime: seconds / analysis.cpu, firstReadRealTime: seconds / first.cpu,
      secondReadRealTime: seconds / second.cpu, tableMilliseconds: reading.cpu * 1000,
      importMilliseconds: importing.wall * 1000, logMegabytes: megabytes,
      logMegabytesPerSecond: megabytes / logTime.cpu, logMegabytesPerSecondByClock: megabytes / logTime.wall,
      logPeakRiseMegabytes: rise)
  }

  /// A table with the columns and the amount of MELD's development part.
  private static func table() -> Data {
    var text =
      "Sr No.,Utterance,Speaker,Emotion,Sentiment,Dialogue_ID,Utterance_ID,Season,Episode,StartTime,EndTime\n"
    let emotions = ["neutral", "joy", "anger", "surprise", "sadness", "fear", "disgust"]
    for row in 0..<1109 {
      let dialogue = row * 114 / 1109
      let start = row * 3
      func clock(_ seconds: Int) -> String {
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\"\(parts.joined(separator: ":")),250\""
      }
      text +=
        "\(row + 1),\"Well, that is number \(row), and I \"\"really\"\" mean it this time.\",Speaker \(row % 3),"
      text += "\(emotions[row % 7]),neutral,\(dialogue),\(row),1,2,\(clock(start)),\(clock(start + 2))\n"
    }
    return Data(text.utf8)
  }

  /// Writes a log of answers: transcript in deltas, sound in pieces of 100 ms; gives its size in megabytes.
  private static func writeLog(_ file: URL) throws -> Double {
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    let sound = Data((0..<4800).map { UInt8(truncatingIfNeeded: $0 &* 37) }).base64EncodedString()
    var size = 0
    for answer in 0..<500 {
      var text =
        "{\"type\":\"response.created\",\"event_id\":\"e\(answer)\",\"response\":{\"id\":\"r\(answer)\"}}\n"
      let place =
        "\"response_id\":\"r\(answer)\",\"item_id\":\"i\(answer)\",\"output_index\":0,\"content_index\":0"
      for piece in 0..<20 {
        let id = "\"event_id\":\"e\(answer).\(piece)\""
        text += "{\"type\":\"response.output_audio_transcript.delta\",\(id),\(place),\"delta\":\" word\"}\n"
        text += "{\"type\":\"response.output_audio.delta\",\(id),\(place),\"delta\":\"\(sound)\"}\n"
      }
      text +=
        "{\"type\":\"response.done\",\"event_id\":\"d\(answer)\",\"response\":{\"id\":\"r\(answer)\",\"status\":\"completed\"}}\n"
      size += text.utf8.count
      try handle.write(contentsOf: Data(text.utf8))
    }
    return Double(size) / 1e6
  }
}
