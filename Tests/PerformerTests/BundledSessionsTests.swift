import Catalog
import Characters
import Foundation
import Motion
import Performer
import Provenance
import Testing

/// The bundled characters' sessions are what the performer makes of the bundled corpora.
@Suite struct BundledSessionsTests {
  private static let corpora = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Corpora")

  /// Names of the characters that are there.
  static let names: [String] = {
    let folder = corpora.appendingPathComponent("Characters")
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return found.filter { FileManager.default.fileExists(atPath: "\(folder.path)/\($0)/character.json") }
      .sorted()
  }()

  /// Read once for all tests.
  private static let loaded = Dictionary(
    uniqueKeysWithValues: names.map { name in
      (name, Result { try CharacterFolder(folder: corpora.appendingPathComponent("Characters/\(name)")) })
    })

  private func folder(_ name: String) throws -> CharacterFolder { try #require(Self.loaded[name]).get() }

  @Test func novaIsThere() { #expect(Self.names.contains("nova")) }

  @Test("a session comes back from recording, seed and sheet, a decoy's from its own style", arguments: names)
  func sessionsComeBack(name: String) throws {
    let folder = try folder(name)
    let sheet = folder.character.sheet
    let (entry, session) = try #require(
      zip(sheet.sessions, folder.character.sessions).first { $0.0.role == .heldOut })
    try expect(session.track, from: entry, sheet: sheet, withFingers: true)
    let decoy = try #require(sheet.decoys.first { $0.isNear })
    try expect(
      try #require(folder.sessions(of: decoy).first).track, from: try #require(decoy.sessions.first),
      sheet: decoy.sheet(of: sheet), withFingers: false)
  }

  private func expect(
    _ stored: Track, from entry: CharacterSheet.Session, sheet: CharacterSheet, withFingers: Bool
  ) throws {
    let place = try #require(entry.recording).split(whereSeparator: { ":/".contains($0) }).map(String.init)
    try #require(place.count == 3)
    let corpus = try Corpus.load(at: Self.corpora.appendingPathComponent(place[0]))
    let track = try ReferencePerformer.perform(
      recording: corpus.recording(place[1]), participant: place[2], sheet: sheet,
      seed: #require(entry.seed), length: entry.seconds.flatMap { MediaTime(seconds: $0) },
      withFingers: withFingers)
    #expect(track.layout == stored.layout && track.frameCount == stored.frameCount)
    // Equal to the byte on the machine that made them; elsewhere sines and exponentials differ in their last digits.
    var worst: Float = 0
    for (a, b) in zip(track.samples, stored.samples) { worst = max(worst, abs(a - b)) }
    #expect(worst < 1e-4)
  }

  @Test("sixteen minutes to rehearse with, ten held out, on other scripts, in at most 8 MB", arguments: names)
  func sessions(name: String) throws {
    let folder = try folder(name)
    let sheet = folder.character.sheet
    #expect(sheet.evidence == .synthetic)
    #expect(sheet.sessions.count { $0.role == .rehearsal } == 16)
    #expect(sheet.sessions.count { $0.role == .heldOut } == 10)
    #expect(Set(sheet.sessions.map(\.recording)).count == 26)
    var bytes = 0
    for entry in sheet.sessions {
      bytes += try Data(contentsOf: folder.place.appendingPathComponent(entry.track)).count
    }
    #expect(bytes <= 8 << 20)
  }

  @Test("six decoys, one of them near, play scripts of the held-out sessions", arguments: names)
  func decoys(name: String) throws {
    let folder = try folder(name)
    let sheet = folder.character.sheet
    #expect(sheet.decoys.count == 6 && sheet.decoys.count { $0.isNear } == 1)
    let scripts = Set(sheet.sessions.filter { $0.role == .heldOut }.map(\.recording))
    for decoy in sheet.decoys {
      #expect(decoy.sessions.count >= 5 && scripts.isSuperset(of: decoy.sessions.map(\.recording)))
      for session in try folder.sessions(of: decoy) {
        #expect(sheet.limits.violations(in: session.track).allSatisfy { $0.rule == .speed }, "\(decoy.id)")
        #expect(session.track.frameCount == 3600)
      }
    }
  }

  @Test("the near decoy is nearer than any other", arguments: names)
  func nearness(name: String) throws {
    let folder = try folder(name)
    let own = folder.character.sheet.signature
    var distances: [(near: Bool, distance: Double)] = []
    for decoy in folder.character.sheet.decoys {
      let habits = SignatureMeasurement.signature(of: try folder.sessions(of: decoy).map(\.track))
      var sum = 0.0
      for (name, habit) in habits {
        guard let mine = own[name], let deviation = mine.deviation, deviation > 0 else { continue }
        sum += (habit.value - mine.value) * (habit.value - mine.value) / (deviation * deviation)
      }
      distances.append((decoy.isNear, sum))
    }
    #expect(distances.min { $0.distance < $1.distance }?.near == true)
  }

  @Test("every session keeps all limits", arguments: names)
  func limits(name: String) throws {
    let character = try folder(name).character
    for session in character.sessions {
      #expect(character.sheet.limits.violations(in: session.track).isEmpty, "\(session.id)")
      #expect(session.track.frameCount == 3600)
    }
  }

  @Test("the look-alike leans its smile less, and little else", arguments: names)
  func lookAlike(name: String) throws {
    let sheet = try folder(name).character.sheet
    let near = try #require(sheet.decoys.first { $0.isNear })
    let style = try #require(near.style)
    #expect(near.habitsOf == name && style.asymmetry < sheet.style.asymmetry - 0.2)
    for (own, other) in zip(sheet.style.traits, style.traits) where own.name != "asymmetry" {
      #expect(abs(own.value - other.value) < 0.1, "\(own.name)")
    }
  }

  @Test("the signature is that of the sessions", arguments: names)
  func signature(name: String) throws {
    let character = try folder(name).character
    let measured = SignatureMeasurement.signature(of: character.sessions.map(\.track))
    #expect(Set(measured.keys) == Set(character.sheet.signature.keys))
    for (name, habit) in measured {
      #expect(abs(habit.value - (character.sheet.signature[name]?.value ?? .nan)) < 1e-3, "\(name)")
    }
  }
}
