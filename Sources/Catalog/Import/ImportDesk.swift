import Conversation
import Formats
import Motion
import Speech

/// Makes entries of a corpus out of material, one after the other, under ids that do not collide.
struct ImportDesk {
  let rules: ImportRules
  private(set) var count = 0
  private var ids: Set<String> = []
  private var tally: (turns: Int, words: Int, phones: Int, cues: Int, sounds: Int, tracks: Int) = (
    0, 0, 0, 0, 0, 0
  )

  init(rules: ImportRules) { self.rules = rules }

  /// What came in, in one line.
  var summary: String {
    var parts = ["\(count) recordings", "\(tally.turns) turns", "\(tally.words) words"]
    if tally.phones > 0 { parts.append("\(tally.phones) phones") }
    if tally.cues > 0 { parts.append("\(tally.cues) cues") }
    parts.append("\(tally.sounds) voices with audio")
    if tally.tracks > 0 { parts.append("\(tally.tracks) performances") }
    return parts.joined(separator: ", ")
  }

  /// The entry of a material; `nil` when there is nothing in it, which is noted.
  mutating func entry(_ material: ImportMaterial, _ report: inout ImportReport) throws(CatalogError)
    -> CorpusDraft.Entry?
  {
    var material = material
    for (name, lane) in material.transcript.lanes where material.performances[name] == nil {
      material.performances[name] = MouthShapeTrack.track(lane.shapes)
    }
    let id = unique(CorpusDraft.slug(material.id))
    var waves: [String: Waveform] = [:]
    for name in material.sounds.keys.sorted() {
      waves[name] = try material.sounds[name]?.waveform(id, &report)
    }
    var sound: MediaTime?
    for wave in waves.values { sound = max(sound ?? .zero, wave.duration) }
    for track in material.performances.values { sound = max(sound ?? .zero, track.duration) }
    let made: (recording: Recording, ids: [String: String])?
    if let session = material.session {
      var assembly = AgentSessionAssembly(session, id: id, rules: rules)
      made = assembly.recording().map { ($0, assembly.ids) }
      waves.merge(assembly.audio) { first, _ in first }
      report.add(assembly.notes)
    } else {
      var transcript = material.transcript
      for name in Set(material.sounds.keys).union(material.performances.keys).sorted()
      where !transcript.speakers.contains(where: { $0.name == name }) {
        transcript.speakers.append(.init(name: name))
      }
      var rules = rules
      rules.vocabulary = rules.vocabulary ?? material.vocabulary
      var assembly = TranscriptAssembly(transcript, id: id, rules: rules)
      let recording = assembly.recording(sound: sound, heard: Set(waves.keys))
      report.add(assembly.notes)
      let pairs = assembly.cast.map { ($0.name, $0.participant.id) }
      made = recording.map { ($0, Dictionary(pairs, uniquingKeysWith: { first, _ in first })) }
    }
    guard let made else {
      ids.remove(id)
      report.add(.leftOut, id, "nobody says anything and there is no sound")
      return nil
    }
    guard made.recording.duration.seconds <= CorpusManifest.longestSession else {
      ids.remove(id)
      report.add(
        .leftOut, id,
        "it lasts \(Int(made.recording.duration.seconds)) s; sessions of at most \(Int(CorpusManifest.longestSession)) s are read"
      )
      return nil
    }
    do { try made.recording.validate() } catch { throw .conversation(file: id, error) }
    var entry = CorpusDraft.Entry(recording: made.recording)
    for (name, wave) in waves { if let person = made.ids[name] { entry.audio[person] = wave } }
    for (name, track) in material.performances {
      if let person = made.ids[name] { entry.performances[person] = track }
    }
    note(entry, sound: sound, &report)
    return entry
  }

  private mutating func note(_ entry: CorpusDraft.Entry, sound: MediaTime?, _ report: inout ImportReport) {
    count += 1
    let log = entry.recording.log
    tally.turns += log.count { $0.kind == .turn && $0.operation == .announce }
    tally.words += log.count { $0.kind == .word && $0.operation == .announce }
    tally.phones += log.count { $0.kind == .phone && $0.operation == .announce }
    tally.cues += log.count { $0.kind == .cue && $0.operation == .announce }
    tally.sounds += entry.audio.count
    tally.tracks += entry.performances.count
    let id = entry.recording.id
    if entry.audio.isEmpty { report.add(.missing, id, "there is no audio") }
    if !log.contains(where: { $0.kind == .word }) { report.add(.missing, id, "there are no words") }
    let words = log.lazy.filter { $0.kind == .word }
    if words.contains(where: \.isEstimated) {
      report.add(
        .assumed, id, "words without times were spread over their turn by letters and are marked as estimated"
      )
    }
    if let sound, entry.recording.duration > sound + .milliseconds(250) {
      report.add(.read, id, "labels reach beyond the audio; the session is as long as they are")
    }
    if entry.recording.participants.count == 1 { report.add(.missing, id, "there is no partner") }
  }

  private mutating func unique(_ stem: String) -> String {
    var id = stem
    var number = 2
    while !ids.insert(id).inserted {
      id = "\(stem)-\(number)"
      number += 1
    }
    return id
  }
}
