import Catalog
import Characters
import Foundation
import Motion
import Performer
import Provenance
import Testing

/// The bundled character's sessions are what the performer makes of the bundled corpus.
@Suite struct BundledSessionsTests {
  private static let corpora = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Corpora")

  /// Read once for all tests.
  private static let loaded = Result {
    try CharacterFolder(folder: corpora.appendingPathComponent("Characters/nova")).character
  }

  private func nova() throws -> RiggedCharacter { try Self.loaded.get() }

  @Test func sessionsComeBackFromRecordingSeedAndSheet() throws {
    let nova = try nova()
    let corpus = try Corpus.load(at: Self.corpora.appendingPathComponent("parlor"))
    let (entry, session) = try #require(
      zip(nova.sheet.sessions, nova.sessions).first { $0.0.role == .heldOut })
    let place = try #require(entry.recording).split(whereSeparator: { ":/".contains($0) }).map(String.init)
    try #require(place.count == 3 && place[0] == "parlor")
    let track = try ReferencePerformer.perform(
      recording: corpus.recording(place[1]), participant: place[2], sheet: nova.sheet,
      seed: #require(entry.seed), length: entry.seconds.flatMap { MediaTime(seconds: $0) })
    #expect(track.layout == session.track.layout && track.frameCount == session.track.frameCount)
    // Equal to the byte on the machine that made them; elsewhere sines and exponentials differ in their last digits.
    var worst: Float = 0
    for (a, b) in zip(track.samples, session.track.samples) { worst = max(worst, abs(a - b)) }
    #expect(worst < 1e-4)
  }

  @Test func theSheetSaysThatTheyAreSyntheticAndProvisional() throws {
    let sheet = try nova().sheet
    #expect(sheet.evidence == .synthetic && sheet.provisional)
    #expect(sheet.sessions.count { $0.role == .rehearsal } == 4)
    #expect(sheet.sessions.count { $0.role == .heldOut } == 2)
  }

  @Test func everySessionKeepsAllLimits() throws {
    let nova = try nova()
    for session in nova.sessions {
      #expect(nova.sheet.limits.violations(in: session.track).isEmpty, "\(session.id)")
      #expect(session.track.frameCount == 3600)
    }
  }

  @Test func theSignatureIsThatOfTheSessions() throws {
    let nova = try nova()
    let measured = SignatureMeasurement.signature(of: nova.sessions.map(\.track))
    #expect(Set(measured.keys) == Set(nova.sheet.signature.keys))
    for (name, habit) in measured {
      #expect(abs(habit.value - (nova.sheet.signature[name]?.value ?? .nan)) < 1e-3, "\(name)")
    }
  }
}
