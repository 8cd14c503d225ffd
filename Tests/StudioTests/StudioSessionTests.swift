import Catalog
import Conversation
import Foundation
import Motion
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

  @Test("Opus takes the place of FLAC: the same log, both voices, no file left over, the same bytes again")
  func opus() throws {
    let folder = try Folder()
    try folder.write("a.script", "partner voice: x\n" + StudioRecorderTests.script)
    let out = folder.url.appendingPathComponent("out")
    try StudioSession.record(scripts: [folder.url], out: out, synthesizer: ToneVoice())
    let before = try Corpus.load(at: out).recording("a")
    var options = RecordingOptions()
    options.audio = .opus()
    options.title = "Tones"
    options.licence = "CC0-1.0"
    for _ in 0..<2 {
      let manifest = try StudioSession.record(
        scripts: [folder.url], out: out, options: options, synthesizer: ToneVoice())
      #expect(manifest.title == "Tones" && manifest.licence == "CC0-1.0")
      #expect(manifest.assumptions.contains { $0.contains("Ogg Opus of 24000 bits") })
      #expect(!manifest.assumptions.contains { $0.contains("14 significant bits") })
    }
    let corpus = try Corpus.load(at: out)
    #expect(try corpus.recording("a") == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: corpus.place("a").path).sorted()
    #expect(names == ["guest.opus", "nova.opus", "recording.jsonl"])
    let speech = try #require(try corpus.audio("a", of: "guest"))
    #expect(speech.sampleRate == 24_000)
    #expect(abs(speech.duration.seconds - before.duration.seconds) < 1e-4)
    let hash = try corpus.contentHash()
    try StudioSession.record(scripts: [folder.url], out: out, options: options, synthesizer: ToneVoice())
    #expect(try Corpus.load(at: out).contentHash() == hash)
    #expect(CorpusCheck(folder: out).passes)
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

  @Test("The bundled conversations hold what they promise") func parlor() throws {
    var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let corpus = try Corpus.load(at: root.appendingPathComponent("Corpora/parlor"))
    var speech = 0.0
    var interrupted = 0
    var cues: Set<Record.Cue> = []
    for entry in corpus.manifest.recordings {
      let recording = try corpus.recording(entry.id)
      let happened = Happened(recording).of("nova")
      speech += happened.voice.reduce(0) { $0 + ($1.end - $1.start).seconds }
      if recording.log.contains(where: { $0.operation == .cancel && $0.kind == .word }) { interrupted += 1 }
      cues.formUnion(happened.cues.compactMap(\.cue))
      #expect(happened.words.allSatisfy { $0.end <= recording.duration })
      let nova = try #require(entry.participants.first { $0.id == "nova" }?.audio)
      #expect(FileManager.default.fileExists(atPath: corpus.place(nova).path))
    }
    let scripts = try StudioSession.scripts(at: [corpus.place("scripts")])
    let screenplays = try scripts.map { try Screenplay.read(at: $0) }
    let ids = screenplays.map(\.id)
    #expect(ids.sorted() == corpus.manifest.recordings.map(\.id))
    #expect(ids.count >= 16)
    #expect(speech >= 15 * 60, "\(speech) s of speech")
    #expect(interrupted * 5 >= ids.count)
    #expect(cues == Set(Record.Cue.allCases))
    let isOpus = corpus.manifest.recordings.contains {
      $0.participants.contains { $0.audio?.hasSuffix("opus") ?? false }
    }
    let stored = StudioSession.assumptions(
      of: screenplays.sorted { $0.file < $1.file }, stored: isOpus ? .opus(bitrate: 12_000) : .flac)
    #expect(corpus.manifest.assumptions == stored)
  }
}
