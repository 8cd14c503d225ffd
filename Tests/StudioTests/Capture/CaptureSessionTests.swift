import Catalog
import Foundation
import Studio
import Testing

@Suite("Sessions that ask too much", .serialized) struct CaptureSessionTests {
  @Test(
    "An id that the corpus folder uses itself is refused to its client, and the next one is served",
    arguments: ["corpus.json", "Corpus.JSON", "notes.txt", "NOTES.txt"])
  func reservedNames(_ id: String) throws {
    let running = try CaptureServerTests.Running()
    func begin(_ id: String) throws -> (client: CaptureClientSide, answer: String) {
      let client = try CaptureClientSide(running.address)
      client.send(CaptureServerTests.hello.replacing("\"talk\"", with: "\"\(id)\""))
      return (client, client.line())
    }
    try Data("mine".utf8).write(to: running.folder.appendingPathComponent("notes.txt"))
    let refused = try begin(id).answer
    #expect(refused.contains("\"error\":\"id: ") && refused.contains("choose another one"), "\(refused)")
    let next = try begin("talk")
    #expect(next.answer.contains("\"recording\":\"talk\""))
    next.client.finish()
    #expect(try running.report().id == "talk")
    // Nor are names told apart by case alone.
    let other = try begin("TALK")
    #expect(other.answer.contains("\"recording\":\"TALK-2\""))
    other.client.finish()
    _ = try running.report()
    try running.end()
    #expect(CorpusCheck(folder: running.folder).passes)
    #expect(try Data(contentsOf: running.folder.appendingPathComponent("notes.txt")) == Data("mine".utf8))
  }

  @Test("A session whose files cannot be written ends alone; the next one is served") func unwritable() throws
  {
    let running = try CaptureServerTests.Running()
    let first = try CaptureClientSide(running.address)
    first.send(CaptureServerTests.hello)
    _ = first.line()
    try FileManager.default.removeItem(at: running.folder.appendingPathComponent("talk"))
    first.send(CaptureServerTests.turn)
    #expect(first.line().contains("the session ends here"))
    #expect(try running.report().ending?.contains("talk") == true)
    let next = try CaptureClientSide(running.address)
    next.send(CaptureServerTests.hello.replacing("\"talk\"", with: "\"more\""))
    #expect(next.line().contains("\"recording\":\"more\""))
    next.finish()
    #expect(try running.report().id == "more")
    try running.end()
  }

  @Test("Audio opens a gap of a minute at most") func gaps() throws {
    let running = try CaptureServerTests.Running()
    let client = try CaptureClientSide(running.address)
    client.send(CaptureServerTests.hello)
    _ = client.line()
    client.send(
      CaptureServerTests.audio(50, 1) + CaptureServerTests.audio(110, 1, of: "guest")
        + CaptureServerTests.audio(14_399, 0.1))
    let answer = client.line()
    #expect(answer.contains("\"line\":4}") && answer.contains("more than 60 s beyond"), "\(answer)")
    client.send(CaptureServerTests.audio(171, 0.5))
    client.finish()
    let report = try running.report()
    try running.end()
    #expect(report.chunks == 3 && report.leftOut == 1 && abs(report.seconds - 171.5) < 0.01)
    #expect(CorpusCheck(folder: running.folder).passes)
  }

  @Test("While hours of audio become FLAC others get an answer, and a stop is obeyed: the rest stays WAV")
  func longEnd() throws {
    let running = try CaptureServerTests.Running()
    let people = (1...8).map { "p\($0)" }
    let client = try CaptureClientSide(running.address)
    let named = people.map { "{\"id\":\"\($0)\",\"role\":\"character\"}" }.joined(separator: ",")
    client.send("{\"schema\":\"mien.capture/1\",\"id\":\"talk\",\"participants\":[\(named)]}\n")
    _ = client.line()
    client.send(people.map { CaptureServerTests.audio(1, 0.1, of: $0) }.joined())
    client.send(
      "{\"id\":\"t\",\"op\":\"announce\",\"kind\":\"turn\",\"participant\":\"p1\",\"start\":2,\"end\":14399}\n"
    )
    client.finish()
    Thread.sleep(forTimeInterval: 0.5)
    #expect(try CaptureClientSide(running.address).line().contains("connect again when it is over"))
    let start = ContinuousClock.now
    try running.end()
    #expect(ContinuousClock.now - start < .seconds(20))
    let manifest = try Corpus.load(at: running.folder).manifest
    let last = try #require(manifest.recordings.first?.participants.last)
    #expect(last.audio == "talk/p8.wav")
    #expect(manifest.notes.contains("talk: audio of p8 is still WAV, as the capture was stopped"))
    let files = try FileManager.default.contentsOfDirectory(atPath: running.folder.path + "/talk")
    #expect(files.contains("p8.wav") && !files.contains { $0.hasSuffix(".new") })
  }
}
