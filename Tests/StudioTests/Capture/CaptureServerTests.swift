import Catalog
import Conversation
import Foundation
import Motion
import Speech
import Studio
import Synchronization
import Testing

@Suite("Captures over a socket", .serialized) struct CaptureServerTests {
  static let hello = """
    {"schema":"mien.capture/1","id":"talk","participants":[{"id":"nova","role":"character"},{"id":"guest","role":"partner"}]}

    """

  /// A server on a thread of its own.
  final class Running: @unchecked Sendable {
    let folder: URL
    let address: String
    private let stop = Atomic(false)
    private let done = DispatchSemaphore(value: 0)
    private let reports = Mutex<[CaptureReport]>([])
    private let reported = DispatchSemaphore(value: 0)

    init(
      _ change: (inout CaptureOptions) -> Void = { _ in }, lineLimit: Int = CaptureServer.longestLine,
      in folder: URL? = nil
    )
      throws
    {
      self.folder =
        folder
        ?? FileManager.default.temporaryDirectory.appendingPathComponent("capture-\(UUID().uuidString)")
      var options = CaptureOptions()
      options.licence = "CC0-1.0"
      options.language = "en"
      change(&options)
      nonisolated(unsafe) let server = try CaptureServer(
        listeningOn: "127.0.0.1:0", into: self.folder, options: options, lineLimit: lineLimit)
      address = server.address
      let thread = Thread { [self] in
        do {
          try server.run(shouldStop: { stop.load(ordering: .relaxed) }) { report in
            reports.withLock { $0.append(report) }
            reported.signal()
          }
        } catch { Issue.record("\(error)") }
        done.signal()
      }
      thread.start()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The report of the next session that ends.
    func report() throws -> CaptureReport {
      try #require(reported.wait(timeout: .now() + 60) == .success, "no session ended")
      return try #require(reports.withLock { $0.last })
    }

    func end() throws {
      stop.store(true, ordering: .relaxed)
      try #require(done.wait(timeout: .now() + 60) == .success, "the server did not stop")
    }
  }

  static func tone(_ seconds: Double, rate: Int = 24_000) -> Data {
    var data = Data()
    for index in 0..<Int(seconds * Double(rate)) {
      let value = Int16(8000 * sin(Double(index) * 0.05))
      data.append(UInt8(truncatingIfNeeded: value))
      data.append(UInt8(truncatingIfNeeded: value >> 8))
    }
    return data
  }

  static func audio(_ start: Double, _ seconds: Double, of who: String = "nova") -> String {
    "{\"kind\":\"audio\",\"participant\":\"\(who)\",\"start\":\(start),\"rate\":24000,"
      + "\"pcm16\":\"\(tone(seconds).base64EncodedString())\"}\n"
  }

  static let turn = """
    {"id":"t1","op":"announce","kind":"turn","participant":"nova","arrival":0.5,"start":0.75,"text":"Hi 🙂 Bob."}
    {"id":"t1.w1","op":"announce","kind":"word","participant":"nova","arrival":0.5,"start":0.75,"end":1,"turn":"t1","offset":0,"text":"Hi"}
    {"id":"t1.w2","op":"announce","kind":"word","participant":"nova","arrival":0.6,"start":1,"end":1.5,"turn":"t1","offset":8,"text":"Bob."}
    {"id":"t1","op":"revise","kind":"turn","participant":"nova","arrival":0.6,"end":1.5}

    """

  @Test("A session becomes a corpus that passes and replays as it was received") func whole() throws {
    let running = try Running()
    let client = try CaptureClientSide(running.address)
    client.send(Self.hello)
    #expect(client.line() == "{\"recording\":\"talk\",\"schema\":\"mien.capture/1\"}")
    // Cut anywhere, and the last line without an end.
    let text = Array((Self.turn + Self.audio(0.75, 0.75) + Self.audio(3, 0.5)).utf8)
    for first in stride(from: 0, to: text.count, by: 9_973) {
      client.send(Array(text[first..<min(text.count, first + 9_973)]))
    }
    client.send(
      "{\"id\":\"g1\",\"op\":\"announce\",\"kind\":\"voice\",\"participant\":\"guest\",\"start\":2}")
    client.finish()
    let report = try running.report()
    try running.end()
    #expect(report.id == "talk" && report.records == 7 && report.chunks == 2 && report.heard == ["nova"])
    #expect(report.leftOut == 0 && report.ending == nil && report.seconds >= 3.5)

    let check = CorpusCheck(folder: running.folder)
    #expect(check.passes && !check.findings.contains { $0.severity == .warning }, "\(check.findings)")
    let corpus = try Corpus.load(at: running.folder)
    #expect(corpus.manifest.recordings.map(\.id) == ["talk"])
    let recording = try corpus.recording("talk")
    #expect(recording.log.map(\.id) == ["t1", "t1.w1", "t1.w2", "t1", "nova.audio1", "nova.audio2", "g1"])
    #expect(recording.log.allSatisfy { $0.arrival != nil })
    #expect(recording.log[1].arrival == .milliseconds(500))
    let schedule = try ArrivalModel.recorded.schedule(recording, for: "nova")
    #expect(schedule.entries.count == 7)
    #expect(schedule.hearing["guest"] == .live)
    let speech = try #require(try corpus.audio("talk", of: "nova"))
    #expect(speech.sampleRate == 24_000)
    #expect(abs(speech.duration.seconds - recording.duration.seconds) < 0.001)
    #expect(
      speech.samples[18_000..<36_000].enumerated().allSatisfy {
        abs(Double($1) * 32768 - Double(Int16(8000 * sin(Double($0) * 0.05)))) < 1
      })
    #expect(speech.samples[36_000..<72_000].allSatisfy { $0 == 0 })
    let files = try FileManager.default.contentsOfDirectory(atPath: corpus.place("talk").path).sorted()
    #expect(files == ["nova.flac", "recording.jsonl"])
  }

  @Test("What was taken is on disk while the connection goes on, as a corpus that passes") func meanwhile()
    throws
  {
    let running = try Running()
    let client = try CaptureClientSide(running.address)
    client.send(Self.hello)
    _ = client.line()
    for number in 1...25 {
      let start = Double(number)
      client.send(
        "{\"id\":\"n\(number)\",\"op\":\"announce\",\"kind\":\"turn\",\"participant\":\"nova\",\"start\":\(start),\"end\":\(start + 0.5)}\n"
          + Self.audio(start, 0.1) + "nonsense\n")
      // The answer to the faulty line says that all before it was taken; what is committed then may be less.
      #expect(client.line().hasPrefix("{\"error\":"))
      let check = CorpusCheck(folder: running.folder)
      #expect(check.passes, "\(check.findings)")
      let log = try Corpus.load(at: running.folder).recording("talk").log
      #expect(log.count >= 2 * (number - 1) && log.count <= 2 * number)
    }
    let between = try Corpus.load(at: running.folder)
    #expect(between.manifest.notes.contains { $0.contains("the capture was not ended") })
    client.finish()
    let report = try running.report()
    try running.end()
    #expect(report.records == 50 && report.leftOut == 25)
    let notes = try Corpus.load(at: running.folder).manifest.notes
    #expect(notes.contains { $0.hasPrefix("talk: line 4 was left out: ") })
    #expect(notes.contains("talk: 5 more lines were left out"))
    #expect(!notes.contains { $0.contains("not ended") })
  }

  @Test("Faulty lines are answered with their number and reason, and the rest is taken") func faults() throws
  {
    let running = try Running()
    let client = try CaptureClientSide(running.address)
    client.send(Self.hello)
    _ = client.line()
    let faults: [(line: String, words: String)] = [
      ("{\"id\":\"x\"", "the line ends where"), ("[[[[[[[[", "a JSON object"),
      ("{\"id\":\"a\",\"op\":\"announce\",\"kind\":\"turn\",\"participant\":\"bob\"}", "participant 'bob'"),
      ("{\"id\":\"a\",\"op\":\"revise\",\"kind\":\"turn\",\"participant\":\"nova\"}", "never announced"),
      (
        "{\"id\":\"a\",\"op\":\"announce\",\"kind\":\"turn\",\"participant\":\"nova\",\"start\":99999}",
        "at most"
      ),
      ("{\"id\":\"a\",\"op\":\"announce\",\"kind\":\"turn\",\"participant\":\"nova\",\"start\":-1}", "axis"),
      (
        "{\"kind\":\"audio\",\"participant\":\"nova\",\"start\":1,\"rate\":24000,\"pcm16\":\"AAA\"}",
        "no base64"
      ),
      (
        "{\"kind\":\"audio\",\"participant\":\"nova\",\"start\":1,\"rate\":24000,\"pcm16\":\"AA==\"}",
        "no 16-bit"
      ),
      (
        "{\"kind\":\"audio\",\"participant\":\"nova\",\"start\":1,\"rate\":7,\"pcm16\":\"AAA=\"}",
        "a rate of 7 Hz"
      ),
      ("{\"kind\":\"audio\",\"participant\":\"bob\",\"start\":1,\"rate\":24000,\"pcm16\":\"AAA=\"}", "'bob'"),
      (
        "{\"kind\":\"audio\",\"participant\":\"nova\",\"start\":1e300,\"rate\":24000,\"pcm16\":\"AAA=\"}",
        "axis"
      ),
      (
        "{\"kind\":\"audio\",\"participant\":\"nova\",\"start\":14400,\"rate\":24000,\"pcm16\":\"AAA=\"}",
        "at most"
      ),
      (
        "{\"kind\":\"audio\",\"participant\":\"nova\",\"rate\":24000,\"pcm16\":\"AAA=\"}",
        "'start' is missing"
      ),
      (
        "{\"kind\":\"voice\",\"participant\":\"nova\",\"start\":1,\"rate\":24000,\"pcm16\":\"AAA=\"}",
        "kind 'audio'"
      ),
      ("\u{0}\u{1}\u{2}", "a JSON object"),
    ]
    for (number, fault) in faults.enumerated() {
      client.send(fault.line + "\n")
      let answer = client.line()
      #expect(answer.contains(fault.words) && answer.contains("\"line\":\(number + 2)}"), "\(answer)")
    }
    client.send([0xFF, 0xFE, 0x0A])
    #expect(client.line().contains("not UTF-8"))
    client.send(
      "{\"id\":\"a\",\"op\":\"announce\",\"kind\":\"turn\",\"participant\":\"nova\",\"arrival\":2,\"start\":1,\"text\":\"\\\"pcm16\\\": no\"}\n"
        + "{\"id\":\"a\",\"op\":\"revise\",\"kind\":\"turn\",\"participant\":\"nova\",\"arrival\":1,\"end\":3}\n"
    )
    #expect(client.line().contains("before what 'a' said"))
    client.finish()
    let report = try running.report()
    try running.end()
    #expect(report.records == 1 && report.leftOut == faults.count + 2)
    #expect(CorpusCheck(folder: running.folder).passes)
  }

  @Test("A line longer than the limit costs no memory and only itself") func longLine() throws {
    let running = try Running(lineLimit: 1 << 16)
    let client = try CaptureClientSide(running.address)
    client.send(Self.hello)
    _ = client.line()
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<30 { client.send(piece) }
    client.send("\n" + Self.turn)
    #expect(client.line().contains("longer than 65536 bytes\",\"line\":2"))
    client.finish()
    #expect(try running.report().records == 4)
    try running.end()
  }

  @Test(
    "Who does not say who takes part is told how, and leaves nothing",
    arguments: [
      ("garbage\n", "says not who takes part"),
      ("{\"schema\":\"x/1\",\"id\":\"a\",\"participants\":[]}\n", "is not mien.capture/1"),
      (
        "{\"schema\":\"mien.capture/1\",\"id\":\"../a\",\"participants\":[{\"id\":\"n\",\"role\":\"character\"}]}\n",
        "holds white space"
      ),
      (
        "{\"schema\":\"mien.capture/1\",\"id\":\"a\",\"participants\":[{\"id\":\"n\",\"role\":\"partner\"}]}\n",
        "no participant has the role"
      ),
      (
        "{\"schema\":\"mien.capture/1\",\"id\":\"a\",\"participants\":[{\"id\":\"n\",\"role\":\"character\"},{\"id\":\"n\",\"role\":\"partner\"}]}\n",
        "occurs twice"
      ),
    ])
  func strangers(_ line: String, _ words: String) throws {
    let running = try Running()
    let client = try CaptureClientSide(running.address)
    client.send(line)
    #expect(client.line().contains(words))
    #expect(client.line().isEmpty)
    try running.end()
    #expect(
      !FileManager.default.fileExists(atPath: running.folder.appendingPathComponent("corpus.json").path))
  }

  @Test("One session at a time; the next of the same name gets a number, and a broken one stays")
  func several() throws {
    let running = try Running()
    do {
      let first = try CaptureClientSide(running.address)
      first.send(Self.hello)
      _ = first.line()
      let second = try CaptureClientSide(running.address)
      #expect(second.line().contains("connect again when it is over"))
      #expect(second.line().isEmpty)
      first.send(Self.turn + "{\"id\":\"half")
      Thread.sleep(forTimeInterval: 0.3)
      first.abort()
    }
    let broken = try running.report()
    #expect(broken.id == "talk" && broken.records == 4)
    let next = try CaptureClientSide(running.address)
    next.send(Self.hello + Self.turn)
    #expect(next.line().contains("talk-2"))
    // Stopping keeps what came in.
    Thread.sleep(forTimeInterval: 0.3)
    try running.end()
    #expect(try running.report().ending == "the capture was stopped")
    let corpus = try Corpus.load(at: running.folder)
    #expect(corpus.manifest.recordings.map(\.id) == ["talk", "talk-2"])
    #expect(corpus.manifest.notes.contains("talk-2: the capture was stopped"))
    #expect(CorpusCheck(folder: running.folder).passes)
  }

  @Test("Strict sessions end at the first fault") func strict() throws {
    let running = try Running {
      $0.isStrict = true; $0.endsAfterOne = true
    }
    let client = try CaptureClientSide(running.address)
    client.send(Self.hello + Self.turn + "oops\n" + Self.audio(5, 1))
    let report = try running.report()
    #expect(report.records == 4 && report.leftOut == 1)
    #expect(report.ending?.hasPrefix("line 6 is at fault") == true)
    #expect(CorpusCheck(folder: running.folder).passes)
  }

  @Test("A folder with other things, one that is written to, and a bad address are refused") func refusals()
    throws
  {
    func refusal(_ address: String, _ folder: URL) -> String {
      do {
        _ = try CaptureServer(listeningOn: address, into: folder)
        return "accepted"
      } catch { return "\(error)" }
    }
    let running = try Running()
    #expect(refusal("127.0.0.1:0", running.folder).contains("another capture writes into it"))
    #expect(refusal("127.0.0.1:99999", running.folder).contains("no number from 0 to 65535"))
    #expect(refusal(running.address, running.folder).contains("in use"))
    try running.end()
    let folder = running.folder.appendingPathComponent("full")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data().write(to: folder.appendingPathComponent("thesis.tex"))
    #expect(refusal("0", folder).contains("not empty"))
  }
}
