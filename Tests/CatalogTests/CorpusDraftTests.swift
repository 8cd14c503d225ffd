import Catalog
import Conversation
import Foundation
import Motion
import Speech
import Testing

@Suite("Corpus drafts")
struct CorpusDraftTests {
  private let folder: TemporaryFolder
  private var place: URL { folder.url.appendingPathComponent("demo") }

  init() throws { folder = try TemporaryFolder() }

  /// One recording in which somebody speaks these samples.
  private func entry(_ id: String, _ samples: [Float]) throws -> CorpusDraft.Entry {
    let recording = Recording(
      id: id, participants: [.init(id: "me", role: .character)], duration: .milliseconds(1000), log: [])
    return .init(recording: recording, audio: ["me": try Waveform(sampleRate: 16000, samples: samples)])
  }

  private func draft(_ manifest: CorpusManifest? = nil, _ entries: CorpusDraft.Entry...) throws -> CorpusDraft
  {
    var draft = try CorpusTests.draft()
    if let manifest { draft = CorpusDraft(manifest: manifest) }
    draft.entries = entries
    return draft
  }

  @Test("an update replaces recordings by id, keeps the others and foreign files, and sorts")
  func update() throws {
    let quiet = [Float](repeating: 0, count: 16000)
    let first = try draft(nil, entry("b", quiet), entry("a", quiet)).update(place)
    #expect(first.manifest.recordings.map(\.id) == ["a", "b"])
    _ = try folder.write("mine", "demo/scripts/note.txt")
    let loud = [Float](repeating: 0.5, count: 16000)
    let second = try draft(first.manifest, entry("a", loud), entry("0", quiet)).update(place)
    #expect(second.manifest.recordings.map(\.id) == ["0", "a", "b"])
    #expect(try second.audio("a", of: "me")?.samples == loud)
    #expect(try second.audio("b", of: "me")?.samples == quiet)
    #expect(FileManager.default.fileExists(atPath: place.appendingPathComponent("scripts/note.txt").path))
  }

  @Test("what the audio lost is noted, once, and no longer when the audio is sound")
  func notes() throws {
    let over: [Float] = [0, 1.5, -2, 0.5]
    var corpus = try draft(nil, entry("a", over), entry("b", over)).update(place)
    let clipped = ["a", "b"].map { "\($0)/me.flac: 2 samples beyond full scale were clipped" }
    #expect(corpus.manifest.notes == clipped)
    corpus = try draft(corpus.manifest, entry("a", over)).update(place)
    #expect(corpus.manifest.notes == [clipped[1], clipped[0]])
    corpus = try draft(corpus.manifest, entry("a", [0, 0.5])).update(place)
    #expect(corpus.manifest.notes == [clipped[1]])
  }

  @Test("a faulty entry leaves the folder as it was")
  func faulty() throws {
    let corpus = try draft(nil, entry("a", [0])).update(place)
    let hash = try corpus.contentHash()
    #expect(throws: CatalogError.self) {
      try draft(corpus.manifest, entry("a", [0.5]), entry("x/y", [0])).update(place)
    }
    #expect(try Corpus.load(at: place).contentHash() == hash)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() == ["a", "corpus.json"])
  }
}
