import Catalog
import Conversation
import Foundation
import Motion
import Provenance
import Speech
import Testing

@Suite("Corpora")
struct CorpusTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static func draft() throws -> CorpusDraft {
    var draft = CorpusDraft(
      id: "demo", title: "Demo", language: "en", licence: "MIT", evidence: .synthetic, about: "A test.")
    let people: [Recording.Participant] = [
      .init(id: "me", role: .character), .init(id: "you", role: .partner),
    ]
    let second = MediaTime.milliseconds(1000)
    let log = [
      Record(id: "t", kind: .turn, participant: "me", start: .zero, end: second, text: "Hi you"),
      Record(id: "w1", kind: .word, participant: "me", start: .zero, end: .milliseconds(400), text: "Hi"),
      Record(
        id: "w2", kind: .word, participant: "me", start: .milliseconds(500), end: second,
        anchor: .init(turn: "t", offset: 3), text: "you", isEstimated: true),
      Record(id: "p", kind: .phone, participant: "me", start: .zero, end: .milliseconds(100), text: "HH"),
      Record(id: "c", kind: .cue, participant: "you", start: .zero, text: "joy", cue: .emotion),
      Record(id: "y", kind: .turn, participant: "you", start: second, end: .milliseconds(1500), text: "Ah"),
    ]
    let tone = try Waveform(sampleRate: 16000, samples: (0..<32000).map { Float($0 % 128) / 256 })
    let motion = Track(layout: ChannelLayout([.weight("jawOpen")]), rate: .fps60, frameCount: 120)
    draft.entries.append(
      .init(
        recording: Recording(id: "r1", participants: people, duration: .milliseconds(2000), log: log),
        audio: ["me": tone], performances: ["me": motion]))
    return draft
  }

  private func written() throws -> Corpus {
    try Self.draft().write(to: folder.url.appendingPathComponent("demo"), force: false)
  }

  @Test("what was written comes back")
  func roundTrip() throws {
    let corpus = try written()
    let entry = try Self.draft().entries[0]
    #expect(try corpus.recording("r1") == entry.recording)
    #expect(try corpus.audio("r1", of: "me") == entry.audio["me"])
    #expect(try corpus.audio("r1", of: "you") == nil)
    #expect(try corpus.performance("r1", of: "me") == entry.performances["me"])
    #expect(corpus.paths == ["r1/recording.jsonl", "r1/me.flac", "r1/me.track"])
    #expect(
      try Corpus.load(at: corpus.directory.appendingPathComponent("corpus.json")).manifest == corpus.manifest)
  }

  @Test("unknown recordings and participants are named with what there is")
  func unknown() throws {
    let corpus = try written()
    let error = #expect(throws: CatalogError.self) { try corpus.recording("r2") }
    #expect(error?.description.hasPrefix("corpus 'demo' has no recording 'r2'; there are r1") == true)
    #expect(throws: CatalogError.self) { try corpus.audio("r1", of: "her") }
  }

  @Test("the hash changes with every file and with nothing else")
  func contentHash() throws {
    let corpus = try written()
    let hash = try corpus.contentHash()
    #expect(try corpus.contentHash() == hash)
    _ = try folder.write("stray", "demo/stray.txt")
    #expect(try corpus.contentHash() == hash)
    for path in corpus.paths + ["corpus.json"] {
      let file = corpus.place(path)
      let old = try Data(contentsOf: file)
      try (old + Data("\n".utf8)).write(to: file)
      #expect(try corpus.contentHash() != hash, "\(path)")
      try old.write(to: file)
    }
    #expect(try corpus.contentHash() == hash)
  }

  @Test(
    "a manifest that breaks its schema is refused by its field",
    arguments: [
      ("mien.corpus\\/1", "schema"), ("\"id\" : \"demo\"", "id: "),
      ("\"duration\" : 2", "recordings[0].duration"),
      ("r1/recording.jsonl", "recordings[0].log"), ("\"id\" : \"you\"", "recordings[0].participants[1].id"),
      ("\"real|synthetic\"", "evidence"), ("\"role\" : \"partner\"", "recordings[0].participants[1].role"),
    ])
  func manifest(_ what: String, _ place: String) throws {
    let corpus = try written()
    let file = corpus.place("corpus.json")
    var text = try String(contentsOf: file, encoding: .utf8)
    let changes = [
      "mien.corpus\\/1": ("mien.corpus/1", "mien.corpus/9"),
      "\"id\" : \"demo\"": ("\"id\" : \"demo\"", "\"id\" : \"a/b\""),
      "\"duration\" : 2": ("\"duration\" : 2", "\"duration\" : -2"),
      "r1/recording.jsonl": ("r1/recording.jsonl", "../r1/recording.jsonl"),
      "\"id\" : \"you\"": ("\"id\" : \"you\"", "\"id\" : \"me\""),
      "\"real|synthetic\"": ("\"synthetic\"", "\"rumour\""),
      "\"role\" : \"partner\"": ("\"partner\"", "\"guest\""),
    ]
    let (old, new) = try #require(changes[what])
    #expect(text.contains(old))
    text = text.replacingOccurrences(of: old, with: new)
    _ = try folder.write(text, "demo/corpus.json")
    let error = #expect(throws: CatalogError.self) { try Corpus.load(at: corpus.directory) }
    #expect(error?.description.contains("corpus.json: \(place)") == true, "\(error?.description ?? "")")
  }

  @Test("broken JSON and a missing manifest say so")
  func broken() throws {
    _ = try folder.write("{\"schema\": ", "x/corpus.json")
    #expect(throws: CatalogError.self) { try Corpus.load(at: folder.url.appendingPathComponent("x")) }
    let error = #expect(throws: CatalogError.self) {
      try Corpus.load(at: folder.url.appendingPathComponent("y"))
    }
    #expect(error?.description.contains("corpus.json: it does not exist; a corpus is a folder with") == true)
  }

  @Test("an existing corpus is replaced only by force, a foreign folder never")
  func overwriting() throws {
    _ = try written()
    #expect(throws: CatalogError.self) { try written() }
    _ = try Self.draft().write(to: folder.url.appendingPathComponent("demo"), force: true)
    _ = try folder.write("mine", "other/file.txt")
    let other = folder.url.appendingPathComponent("other")
    #expect(throws: CatalogError.self) { try Self.draft().write(to: other, force: true) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.path) == ["file.txt"])
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(left == ["demo", "other"])
  }

  @Test("a draft with an id that cannot be one writes nothing")
  func badID() throws {
    var draft = try Self.draft()
    draft.entries[0].recording.id = "a b"
    let place = folder.url.appendingPathComponent("bad")
    #expect(throws: CatalogError.self) { try draft.write(to: place, force: false) }
    #expect(!FileManager.default.fileExists(atPath: place.path))
  }
}
