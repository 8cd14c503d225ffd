import Catalog
import Conversation
import Foundation
import Motion
import Provenance
import Speech
import Testing

@Suite("Checking corpora")
struct CorpusCheckTests {
  private let folder: TemporaryFolder
  private var place: URL { folder.url.appendingPathComponent("demo") }

  init() throws { folder = try TemporaryFolder() }

  private func findings(_ change: (inout CorpusDraft) throws -> Void) throws -> [String] {
    var draft = try CorpusTests.draft()
    try change(&draft)
    _ = try draft.write(to: place, force: true)
    return CorpusCheck(folder: place).findings.map(\.description)
  }

  @Test("a sound corpus passes and is counted")
  func sound() throws {
    let log = "r1/recording.jsonl"
    #expect(
      try findings { _ in } == [
        "warning: \(log):4: phones from 0.000 s to 0.100 s do not tile word 'Hi' at 0.000 s to 0.400 s; correct the times",
        "note: \(log): 1 of 2 words have times spread by rule",
      ])
    let check = CorpusCheck(folder: place)
    #expect(check.passes)
    let counts = try #require(check.statistics)
    #expect(counts.recordings == 1 && counts.words == 2 && counts.phones == 1 && counts.cues == 1)
    #expect(
      counts.turns == 2 && counts.audioFiles == 1 && counts.performances == 1 && counts.evidence == .synthetic
    )
    #expect(abs(counts.minutes - 2.0 / 60) < 1e-9)
    #expect(abs(counts.characterSpeechMinutes - 0.9 / 60) < 1e-9)
    #expect(abs(counts.partnerSpeechMinutes - 0.5 / 60) < 1e-9)
  }

  @Test("records outside the session, stray anchors, unknown phones, wrong lengths are found")
  func faults() throws {
    let found = try findings { draft in
      draft.manifest.licence = "unknown"
      draft.entries[0].recording.log += [
        Record(
          id: "late", kind: .word, participant: "me", start: .milliseconds(1900), end: .milliseconds(2500),
          text: "x"),
        Record(
          id: "lost", kind: .cue, participant: "me", start: .zero, anchor: .init(turn: "q", offset: 0),
          cue: .emoji),
        Record(
          id: "far", kind: .cue, participant: "me", start: .zero, anchor: .init(turn: "t", offset: 99),
          cue: .emoji),
        Record(id: "odd", kind: .phone, participant: "me", start: .zero, end: .milliseconds(5), text: "œ"),
      ]
      draft.entries[0].audio["me"] = try Waveform(
        sampleRate: 16000, samples: [Float](repeating: 0, count: 8000))
    }
    for text in [
      "warning: corpus.json: the licence is unknown",
      "error: r1/recording.jsonl:7: 'late' ends at 2.500 s, after the session",
      "warning: r1/recording.jsonl:8: 'lost' is anchored to turn 'q'",
      "warning: r1/recording.jsonl:9: 'far' is anchored at byte 99",
      "warning: r1/recording.jsonl:10: phone 'œ' is not ARPABET", "warning: r1/me.flac: it is 1.50 s shorter",
      "warning: r1/me.flac: every sample is zero", "warning: r1/me.flac: words are spoken up to 2.50 s",
    ] { #expect(found.contains { $0.hasPrefix(text) }, "\(text): \(found)") }
    #expect(!CorpusCheck(folder: place).passes)
  }

  @Test("missing and broken files are findings, not crashes")
  func files() throws {
    _ = try findings { _ in }
    try FileManager.default.removeItem(at: place.appendingPathComponent("r1/me.flac"))
    _ = try folder.write("{}\n", "demo/r1/recording.jsonl")
    _ = try folder.write("zero", "demo/r1/me.track")
    let check = CorpusCheck(folder: place)
    let errors = check.findings.filter { $0.severity == .error }
    #expect(errors.map(\.rule) == ["syntax", "audio", "performance"])
    #expect(errors.map(\.place) == ["r1/recording.jsonl:1", "r1/me.flac", "r1/me.track:1"])
    #expect(errors.allSatisfy { !$0.message.isEmpty && !$0.cure.isEmpty })
    #expect(errors[0].message.contains("'id' is missing"))
    #expect(CorpusCheck(folder: folder.url.appendingPathComponent("none")).statistics == nil)
    let none = CorpusCheck(folder: folder.url.appendingPathComponent("none")).findings
    #expect(none.map(\.rule) == ["manifest"] && none[0].file == "corpus.json")
    _ = try folder.write("{\n  \"schema\": 5,\n  \"schema\": 6}", "twice/corpus.json")
    let twice = try #require(CorpusCheck(folder: folder.url.appendingPathComponent("twice")).findings.first)
    #expect(twice.line == 3 && twice.message.contains("schema"), "\(twice)")
  }

  @Test("a manifest without licence, language or recordings is told of")
  func manifest() throws {
    let rules = try findings { draft in
      draft.manifest.licence = "unknown"
      draft.manifest.language = "und"
      draft.entries = []
    }
    #expect(rules.map { String($0.prefix { $0 != ":" }) } == ["error", "warning", "note"])
    #expect(
      CorpusCheck(folder: place).findings.map(\.rule) == [
        "no-recordings", "licence-missing", "language-missing",
      ])
  }

  @Test("a recording without a character is an error")
  func nobody() throws {
    let found = try findings { $0.entries[0].recording.participants[0].role = .partner }
    #expect(
      found.contains {
        $0.hasPrefix("error: corpus.json: recordings[0] 'r1' has no participant of role 'character'")
      })
  }

  @Test("severities are ordered")
  func severities() { #expect(Finding.Severity.note < .warning && Finding.Severity.warning < .error) }

  @Test("a licence of blanks, a language that is no tag, fields that are none")
  func prose() throws {
    let found = try findings { draft in
      draft.manifest.licence = " Unknown "
      draft.manifest.language = "this is no tag"
    }
    #expect(
      found.contains { $0.contains("licence is unknown") } && found.contains { $0.contains("no BCP 47 tag") })
    let file = place.appendingPathComponent("corpus.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    _ = try folder.write(
      text.replacingOccurrences(of: "\"title\"", with: "\"withhold\" : [\"audio\"], \"title\""),
      "demo/corpus.json")
    let error = #expect(throws: CatalogError.self) { try Corpus.load(at: place) }
    #expect(
      error?.description.contains("withhold: there is no such field") == true, "\(error?.description ?? "")")
  }
}
