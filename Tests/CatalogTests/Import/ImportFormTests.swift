import Conversation
import Foundation
import Motion
import Speech
import Testing

@testable import Catalog

@Suite("Forms of import")
struct ImportFormTests {
  /// What a form makes of sample data.
  struct Sample: Sendable, CustomTestStringConvertible {
    var form: String
    var path: String
    var recordings: Int
    var turns: Int
    var cues = 0
    var audio = 0
    var performances = 0
    var testDescription: String { "\(form) \(path)" }
  }

  static let samples = [
    Sample(form: "meld", path: "meld/dev_sent_emo.csv", recordings: 114, turns: 1109, cues: 1109),
    Sample(form: "meld", path: "meld/dev_sent_emo_dya.csv", recordings: 270, turns: 1462, cues: 1462),
    Sample(form: "emorynlp", path: "emorynlp/emorynlp_dev_final.csv", recordings: 89, turns: 954, cues: 884),
    Sample(
      form: "emorynlp", path: "emorynlp/emotion-detection-dev.json", recordings: 99, turns: 1344, cues: 1210),
    Sample(form: "topical-chat", path: "topical-chat", recordings: 40, turns: 880, cues: 880),
    Sample(form: "chat", path: "llm-chat/toy_chat_fine_tuning.openai.jsonl", recordings: 5, turns: 15),
    Sample(form: "chat", path: "llm-chat/dummy_conversation.sharegpt.json", recordings: 500, turns: 2000),
    Sample(form: "lhotse", path: "speech-ami", recordings: 1, turns: 348),
    Sample(form: "textgrid", path: "speech-librivox", recordings: 3, turns: 3, audio: 3),
    Sample(form: "textgrid", path: "speech-mfa", recordings: 2, turns: 11, audio: 1),
    Sample(form: "textgrid", path: "speech-praatio", recordings: 3, turns: 2, audio: 2),
    Sample(form: "ctm", path: "speech-librivox", recordings: 3, turns: 3, audio: 3),
    Sample(form: "ctm", path: "speech-ami/supervision_example.ctm", recordings: 1, turns: 1),
    Sample(form: "stm", path: "speech-phone-two", recordings: 1, turns: 13),
    Sample(form: "rttm", path: "speech-phone-two", recordings: 1, turns: 0),
    Sample(
      form: "livelink", path: "face-speech-livelink", recordings: 2, turns: 0, audio: 2, performances: 2),
    Sample(form: "duplex", path: "duplex-fdb", recordings: 1, turns: 3, audio: 2),
    Sample(form: "ravdess", path: "speech-ravdess", recordings: 15, turns: 15, cues: 15, audio: 15),
    Sample(form: "audio", path: "speech-ljspeech", recordings: 1, turns: 0, audio: 1),
    Sample(form: "audio", path: "speech-librivox", recordings: 3, turns: 3, audio: 3),
    Sample(form: "agent-log", path: "agent-logs", recordings: 7, turns: 13, cues: 1),
  ]

  @Test("forms have ids of their own, files and a line for lists")
  func listed() throws {
    #expect(Set(ImportForm.all.map(\.id)).count == ImportForm.all.count)
    #expect(ImportForm.all.allSatisfy { !$0.title.isEmpty && !$0.files.isEmpty })
    #expect(Set(ImportForm.all.map(\.group)) == Set(ImportForm.Group.allCases))
    for form in ImportForm.all { #expect(try ImportForm.named(form.id).id == form.id) }
    let error = #expect(throws: CatalogError.self) { try ImportForm.named("mled") }
    #expect(error?.description.contains("meld") == true)
  }

  @Test(
    "sample data comes in whole and passes the check", .enabled(if: Shared.isSet, "MIEN_SHARED is unset"),
    arguments: samples)
  func sample(_ sample: Sample) throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appendingPathComponent("corpus")
    let outcome = try CorpusImport(out: out, licence: "test use only", language: "en").run(
      .named(sample.form), Shared.file(sample.path))
    #expect(outcome.corpus.manifest.notes == outcome.report.lines)
    let check = CorpusCheck(folder: out)
    #expect(check.passes, "\(check.findings.filter { $0.severity == .error })")
    let counts = try #require(check.statistics)
    #expect(counts.recordings == sample.recordings)
    #expect(counts.turns == sample.turns)
    #expect(counts.cues == sample.cues)
    #expect(counts.audioFiles == sample.audio)
    #expect(counts.performances == sample.performances)
    #expect(counts.characterSpeechMinutes > 0)
    for entry in outcome.corpus.manifest.recordings {
      let recording = try outcome.corpus.recording(entry.id)
      let character = try #require(recording.participants.first { $0.role == .character })
      _ = try ArrivalModel.agent.schedule(recording, for: character.id)
    }
  }

  @Test(
    "curves in .npy become channels of a rig of their own", .enabled(if: Shared.isSet, "MIEN_SHARED is unset")
  )
  func curves() throws {
    let folder = try TemporaryFolder()
    for name in ["bs_value_1114_3_15.npy", "shirley_1119_bs_name316.npy", "1114_3_15.wav"] {
      try FileManager.default.createSymbolicLink(
        at: folder.url.appendingPathComponent(name),
        withDestinationURL: Shared.file("face-speech-facegood/\(name)"))
    }
    let out = folder.url.appendingPathComponent("corpus")
    let corpus = try CorpusImport(out: out).run(.named("curves"), folder.url).corpus
    let entry = try #require(corpus.manifest.recordings.first)
    let person = try #require(entry.participants.first?.id)
    let track = try #require(try corpus.performance(entry.id, of: person))
    #expect(track.frameCount == 1472 && track.layout.channels.count == 116)
    #expect(try corpus.audio(entry.id, of: person)?.duration.seconds ?? 0 > 49)
    let voice = Happened(try corpus.recording(entry.id)).voice
    #expect(voice.count > 5 && voice.allSatisfy { $0.isEstimated })
    #expect(CorpusCheck(folder: out).passes)
  }

  @Test("notes that many recordings share are said once", .enabled(if: Shared.isSet, "MIEN_SHARED is unset"))
  func notes() throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appendingPathComponent("corpus")
    let report = try CorpusImport(out: out).run(.named("meld"), Shared.file("meld/dev_sent_emo.csv")).report
    #expect(report.lines.count < 12)
    #expect(report.lines.contains { $0.hasSuffix("66 turns begin before the one before them ends; kept") })
    #expect(report.lines.contains { $0.contains("4 turns stood behind one that begins later") })
  }

  @Test(
    "acted sentences stand where the voice is heard", .enabled(if: Shared.isSet, "MIEN_SHARED is unset"),
    arguments: ["03-01-01-01-01-01-01", "03-01-04-01-01-01-05", "03-01-05-02-01-01-02"])
  func ravdess(_ name: String) throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appendingPathComponent("corpus")
    let corpus = try CorpusImport(out: out).run(.named("ravdess"), Shared.file("speech-ravdess/\(name).wav"))
      .corpus
    let recording = try corpus.recording(name)
    let turn = try #require(Happened(recording).turns.first)
    #expect(turn.isEstimated && turn.text == "Kids are talking by the door.")
    #expect(turn.start.seconds > 0.4 && turn.end < recording.duration - .milliseconds(300))
    #expect((1...2.6).contains((turn.end - turn.start).seconds))
    #expect(Happened(recording).words.allSatisfy { $0.start >= turn.start && $0.end <= turn.end })
  }
}
