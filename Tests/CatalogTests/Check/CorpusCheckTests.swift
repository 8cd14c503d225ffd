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
    #expect(try findings { _ in } == ["note: r1: 1 of 2 words have times spread by rule"])
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
      "warning: corpus.json: the licence is unknown", "error: r1: record 'late' end after the session",
      "warning: r1: record 'lost' are anchored to turns", "warning: r1: record 'far' are anchored behind",
      "warning: r1: record 'odd' are phones outside ARPABET", "warning: r1/me.flac: it is 1.50 s shorter",
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
    let errors = check.findings.filter { $0.severity == .error }.map(\.message)
    #expect(errors.count == 3)
    #expect(errors.contains { $0.contains("recording.jsonl: line 1: 'id' is missing") })
    #expect(errors.contains { $0.contains("me.flac: it does not exist") })
    #expect(errors.contains { $0.contains("me.track: line 1") })
    #expect(CorpusCheck(folder: folder.url.appendingPathComponent("none")).statistics == nil)
  }

  @Test("a recording without a character is an error")
  func nobody() throws {
    let found = try findings { $0.entries[0].recording.participants[0].role = .partner }
    #expect(found.contains { $0.hasPrefix("error: r1: no participant has the role 'character'") })
  }

  @Test("severities are ordered")
  func severities() { #expect(Finding.Severity.note < .warning && Finding.Severity.warning < .error) }
}
