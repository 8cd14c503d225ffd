import Catalog
import Conversation
import Foundation
import Speech
import Studio
import Testing

@Suite("Recording into a corpus") struct StudioSessionTests {
  /// A folder that is gone when the test is.
  final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("studio-\(UUID().uuidString)")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }
    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: url.appendingPathComponent(name))
    }
  }

  @Test("What is written is read back by the catalog, log, length and audio") func roundTrip() throws {
    let folder = try Folder()
    try folder.write("a.script", StudioRecorderTests.script)
    try folder.write("b.script", "nova: Tom sat.")
    let out = folder.url.appendingPathComponent("out")
    let manifest = try StudioSession.record(scripts: [folder.url], out: out, synthesizer: ToneVoice())
    #expect(manifest.recordings.map(\.id) == ["a", "b"])
    let corpus = try Corpus.load(at: out)
    #expect(corpus.manifest == manifest)
    let taken = try StudioRecorder(synthesizer: ToneVoice()).record(
      Screenplay(StudioRecorderTests.script, id: "a"))
    #expect(try corpus.recording("a") == taken.recording)
    #expect(try corpus.audio("a", of: "nova") == taken.audio["nova"])
    #expect(try corpus.audio("a", of: "guest") == nil)
  }

  @Test("Recording again replaces by id, keeps the rest, and gives the same bytes") func again() throws {
    let folder = try Folder()
    try folder.write("a.script", StudioRecorderTests.script)
    try folder.write("b.script", "nova: Tom sat.")
    let out = folder.url.appendingPathComponent("out")
    try StudioSession.record(scripts: [folder.url], out: out, synthesizer: ToneVoice())
    let before = try Corpus.load(at: out).contentHash()
    let one = folder.url.appendingPathComponent("a.script")
    let manifest = try StudioSession.record(scripts: [one], out: out, synthesizer: ToneVoice())
    #expect(manifest.recordings.map(\.id) == ["a", "b"])
    #expect(try Corpus.load(at: out).contentHash() == before)
  }

  @Test("A faulty script leaves nothing behind") func fault() throws {
    let folder = try Folder()
    try folder.write("a.script", "nova: Tom sat.")
    try folder.write("b.script", "nova: Tom sat.\nguest interrupts after \"dog\": no")
    let out = folder.url.appendingPathComponent("out")
    #expect(throws: StudioError.self) {
      try StudioSession.record(scripts: [folder.url], out: out, synthesizer: ToneVoice())
    }
    #expect(!FileManager.default.fileExists(atPath: out.path))
  }

  @Test("Two scripts of one id, none at all, or an id that is no file name are refused") func refusals()
    throws
  {
    let folder = try Folder()
    let out = folder.url.appendingPathComponent("out")
    func refusal() -> String {
      do {
        try StudioSession.record(scripts: [folder.url], out: out, synthesizer: ToneVoice())
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(refusal().contains("there is no script"))
    try folder.write("a.script", "id: a/b\nnova: Tom sat.")
    #expect(refusal().contains("a/b"))
    try folder.write("a.script", "id: x\nnova: Tom sat.")
    try folder.write("b.script", "id: x\nnova: Tom sat.")
    #expect(refusal().contains("bear one id 'x'"))
  }
}
