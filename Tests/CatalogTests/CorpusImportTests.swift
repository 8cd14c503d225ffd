import Catalog
import Conversation
import Foundation
import Motion
import Provenance
import Speech
import Testing

@Suite("Imports of sample data", .enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
struct CorpusImportTests {
  private let folder: TemporaryFolder
  private let out: URL

  init() throws {
    folder = try TemporaryFolder()
    out = folder.url.appendingPathComponent("corpus")
  }

  @Test("Montreal aligner's grid gives its words and phones, audio unchanged")
  func mfa() throws {
    let corpus = try CorpusImport(out: out, licence: "MIT").textGrid(Shared.file("speech-mfa"))
    #expect(corpus.manifest.evidence == .real)
    #expect(corpus.manifest.licence == "MIT")
    #expect(corpus.manifest.recordings.map(\.id) == ["acoustic_corpus"])
    #expect(
      corpus.manifest.notes.contains("michaelandsickmichael.TextGrid: skipped, there is no audio of its name")
    )
    let happened = Happened(try corpus.recording("acoustic_corpus"))
    #expect(happened.words.prefix(3).map(\.text) == ["this", "is", "the"])
    #expect(happened.words.first?.start == MediaTime(seconds: 1.05))
    #expect(happened.words.allSatisfy { !$0.isEstimated })
    #expect(happened.phones.allSatisfy { Phone(arpabet: $0.text) != nil })
    let speech = try #require(try corpus.audio("acoustic_corpus", of: "speaker"))
    let original = try Corpus.waveform(at: Shared.file("speech-mfa/acoustic_corpus.wav"))
    #expect(speech == original)
    #expect(CorpusCheck(folder: out).findings.filter { $0.severity == .error } == [])
  }

  @Test("LibriVox readings pair by stem")
  func librivox() throws {
    let corpus = try CorpusImport(out: out, language: "en").textGrid(Shared.file("speech-librivox"))
    #expect(corpus.manifest.recordings.count == 3)
    let check = CorpusCheck(folder: out)
    #expect(check.passes)
    #expect(check.statistics?.recordings == 3)
    #expect((check.statistics?.phones ?? 0) > 100)
  }

  @Test("praatio's split grids join, unknown phones are named and left out")
  func praatio() throws {
    let corpus = try CorpusImport(out: out).textGrid(Shared.file("speech-praatio"))
    #expect(corpus.manifest.recordings.map(\.id) == ["bobby", "mary"])
    let bobby = Happened(try corpus.recording("bobby"))
    #expect(bobby.words.map(\.text) == ["BOBBY", "RIPPED", "THE", "LEDGER"])
    #expect(bobby.phones.first?.text == "B")
    let notes = corpus.manifest.notes.joined(separator: "\n")
    #expect(notes.contains("phone 'œ' is neither ARPABET nor known IPA"))
    #expect(notes.contains("point tier 'pitch' is not used"))
    #expect(notes.contains("bobby_phones_elan.TextGrid: skipped"))
    #expect(Happened(try corpus.recording("mary")).phones.map(\.text).contains("TH"))
  }

  @Test(
    "MELD tables of both layouts come in whole",
    arguments: [("dev_sent_emo", 114, 1109), ("dev_sent_emo_dya", 270, 1462)])
  func meld(_ name: String, _ dialogues: Int, _ utterances: Int) throws {
    let corpus = try CorpusImport(out: out, language: "en").meld(Shared.file("meld/\(name).csv"))
    #expect(corpus.manifest.recordings.count == dialogues)
    let check = CorpusCheck(folder: out)
    #expect(check.passes, "\(check.findings.filter { $0.severity == .error })")
    #expect(check.statistics?.turns == utterances)
    #expect(check.statistics?.cues == utterances)
    #expect(check.statistics?.estimatedWords == check.statistics?.words)
    for entry in corpus.manifest.recordings {
      let recording = try corpus.recording(entry.id)
      #expect(recording.participants.map(\.role) == [.character, .partner])
      #expect(Happened(recording).turns.first?.start == .zero)
      _ = try ArrivalModel.agent.schedule(recording, for: recording.participants[0].id)
    }
  }

  @Test("a Live Link take becomes a performance as long as its audio; unpaired files are listed")
  func liveLink() throws {
    let corpus = try CorpusImport(out: out).liveLink(Shared.file("face-speech-livelink"))
    #expect(corpus.manifest.recordings.map(\.id) == ["take_first10s"])
    let track = try #require(try corpus.performance("take_first10s", of: "speaker"))
    let speech = try #require(try corpus.audio("take_first10s", of: "speaker"))
    #expect(track.rate == .fps60)
    #expect(abs(track.duration.seconds - speech.duration.seconds) < 0.05)
    #expect(track.layout["head.rotation"] != nil)
    #expect(corpus.manifest.notes.contains("generated_shapes.csv: skipped, there is no audio of its name"))
    #expect(corpus.manifest.notes.contains { $0.contains("59.904") })
    #expect(CorpusCheck(folder: out).passes)
  }

  @Test("importing twice gives the same bytes and needs force")
  func repeatable() throws {
    let first = try CorpusImport(out: out).textGrid(Shared.file("speech-praatio")).contentHash()
    #expect(throws: CatalogError.self) { try CorpusImport(out: out).textGrid(Shared.file("speech-praatio")) }
    let second = try CorpusImport(out: out, force: true).textGrid(Shared.file("speech-praatio")).contentHash()
    #expect(first == second)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["corpus"])
  }
}
