import Catalog
import Conversation
import Foundation
import Motion
import Provenance
import Speech
import StrategyHost
import Synchronization
import Testing

/// The first half minute of recordings of the bundled corpus, made ready once.
private enum Parlor {
  private static let kept = Mutex<[String: TakeRenderer.Scene]>([:])

  static func scene(_ id: String) throws -> TakeRenderer.Scene {
    try kept.withLock { kept in
      let scene = try kept[id] ?? read(id)
      kept[id] = scene
      return scene
    }
  }

  private static func read(_ id: String) throws -> TakeRenderer.Scene {
    let corpus = try Corpus.load(at: Built.corpus)
    var recording = try corpus.recording(id)
    let performer = try #require(recording.participants.first { $0.role == .character }).id
    let schedule = try ArrivalModel.agent.schedule(recording, for: performer)
    recording.duration = .milliseconds(30_000)
    var audio: [String: HeardAudio] = [:]
    for person in recording.participants {
      guard let wave = try corpus.audio(id, of: person.id) else { continue }
      let samples = Array(wave.resampledForSpeech().samples.prefix(40 * 16_000))
      audio[person.id] = HeardAudio(
        columns: SpeechFeatures.columns, rows: SpeechFeatures.analyse(samples).rows, samples: samples)
    }
    return TakeRenderer.Scene(
      recording: recording, participant: performer, schedule: schedule, audio: audio,
      language: corpus.manifest.language)
  }

  /// The scene with everything changed that becomes known after a time.
  static func changed(_ scene: TakeRenderer.Scene, after time: MediaTime) -> TakeRenderer.Scene {
    var other = scene
    let entries = scene.schedule.entries
    var records = entries.filter { $0.arrival <= time }.map { (arrival: $0.arrival, record: $0.record) }
    // Later records are dropped, except that every second one comes with other words at other times.
    for (index, entry) in entries.filter({ $0.arrival > time }).enumerated() where index % 2 == 0 {
      var record = entry.record
      if record.kind == .word || record.kind == .delta { record.text = "elsewhere" }
      if let start = record.start { record.start = start + .milliseconds(130) }
      if let end = record.end { record.end = end + .milliseconds(170) }
      records.append((entry.arrival + .milliseconds(1), record))
    }
    other.schedule = ArrivalSchedule(records, hearing: scene.schedule.hearing)
    for (id, heard) in scene.audio {
      let known = (scene.schedule.hearing[id] ?? .live).knownUntil(at: time)
      let rows = Int(known.flicks / 7_056_000) * heard.columns.count
      let samples = Int(known.flicks / 44_100)
      var changed = heard
      for index in min(rows, heard.rows.count)..<heard.rows.count {
        changed.rows[index] = 1 - heard.rows[index]
      }
      for index in min(samples, heard.samples.count)..<heard.samples.count { changed.samples[index] *= -0.5 }
      other.audio[id] = changed
    }
    return other
  }
}

@Suite("The bundled strategies keep the laws")
struct BundledStrategyTests {
  static let strategies = ["Still", "Idle", "Speech"]

  @Test(
    "blocks of any size give the same bytes, in this process and in another", arguments: strategies,
    ["soup", "joke"])
  func blocks(strategy: String, recording: String) throws {
    let scene = try Parlor.scene(recording)
    let near = try Built.strategy(strategy, execution: Built.inProcess)
    let far = try Built.strategy(strategy)
    let whole = try near.render(scene, seed: Seed(11)).track
    #expect(whole.frameCount == FrameRate.fps60.frameCount(covering: scene.recording.duration))
    #expect(try near.render(scene, seed: Seed(11), block: 7).track.bits == whole.bits)
    // The first one here is a take by itself, the others follow a take in their process.
    for block in [1, 7, 60, 100_000] {
      #expect(
        try far.render(scene, seed: Seed(11), block: block).track.bits == whole.bits, "block \(block)")
    }
  }

  @Test("a take does not show in the one that follows it in its process", arguments: strategies)
  func oneAfterTheOther(strategy: String) throws {
    let both = try Built.strategy(strategy)
    _ = try both.render(Parlor.scene("soup"), seed: Seed(3))
    let after = try both.render(Parlor.scene("joke"), seed: Seed(4)).track
    let alone = try Built.strategy(strategy).render(Parlor.scene("joke"), seed: Seed(4)).track
    #expect(after.bits == alone.bits)
  }

  @Test(
    "what arrives after a moment does not move frames shown before",
    arguments: strategies, ["soup", "joke"])
  func causal(strategy: String, recording: String) throws {
    let scene = try Parlor.scene(recording)
    let renderer = try Built.strategy(strategy)
    let take = try renderer.render(scene, seed: Seed(11))
    let (track, lookahead) = (take.track, take.lookahead)
    let length = scene.recording.duration.seconds
    var moved = false
    for share in [0.15, 0.4, 0.7] {
      let time = try #require(MediaTime(seconds: length * share))
      let other = try renderer.render(Parlor.changed(scene, after: time), seed: Seed(11)).track
      // Frame k may depend on what is known at t(k + L): the last one that knows nothing later.
      let shown = (0..<track.frameCount).prefix { FrameRate.fps60.time(ofFrame: $0 + lookahead) <= time }
        .count
      #expect(
        other.bits.prefix(shown * track.layout.width) == track.bits.prefix(shown * track.layout.width),
        "after \(time.seconds) s")
      moved = moved || other.bits != track.bits
    }
    // The change is not an empty one: a strategy that listens does move later.
    if strategy == "Speech" { #expect(moved) }
  }
}
