import Conversation
import Formats
import Motion
import Speech

/// Makes entries of a corpus out of material, one after the other, under ids that do not collide.
struct ImportDesk {
  let rules: ImportRules
  private(set) var count = 0
  /// A recording's folder cannot bear the manifest's name.
  private var ids = UniqueNames(reserved: [Corpus.manifestName])
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
    let name = UniqueNames.shortened(CorpusDraft.slug(material.id))
    var waves: [String: Waveform] = [:]
    for speaker in material.sounds.keys.sorted() {
      waves[speaker] = try material.sounds[speaker]?.waveform(name, &report)
    }
    let id = ids.unique(name)
    var sound = material.clock
    for wave in waves.values { sound = max(sound ?? .zero, wave.duration) }
    let length = sound ?? material.transcript.duration
    for (name, lane) in material.transcript.lanes.sorted(by: { $0.key < $1.key })
    where material.performances[name] == nil {
      material.performances[name] = MouthShapeTrack.track(lane.shapes, length: length, id: id, &report)
    }
    for track in material.performances.values { sound = max(sound ?? .zero, track.duration) }
    let made =
      material.session.map { session(of: $0, id, &waves, &report) }
      ?? conversation(of: material, id, waves, sound, &report)
    guard let made else {
      report.add(.leftOut, id, "nobody says anything and there is no sound")
      return nil
    }
    guard made.recording.duration.seconds <= CorpusManifest.longestSession else {
      report.add(
        .leftOut, id,
        "it lasts \(Int(made.recording.duration.seconds)) s; sessions of at most \(Int(CorpusManifest.longestSession)) s are read"
      )
      return nil
    }
    do { try made.recording.validate() } catch { throw .conversation(file: id, error) }
    var entry = CorpusDraft.Entry(recording: made.recording)
    // A voice is silent when the others or the log go on; labels beyond all sound do not lengthen it.
    let whole = material.session == nil ? sound ?? .zero : made.recording.duration
    for (name, wave) in waves {
      if let person = made.ids[name] { entry.audio[person] = wave.followedBySilence(until: whole) }
    }
    for (name, track) in material.performances {
      if let person = made.ids[name] { entry.performances[person] = track }
    }
    note(entry, sound: sound, &report)
    return entry
  }

  /// A recording, and the ids of its participants by name of the speaker.
  private typealias Made = (recording: Recording, ids: [String: String])

  private func session(
    of session: AgentSession, _ id: String, _ waves: inout [String: Waveform], _ report: inout ImportReport
  ) -> Made? {
    var assembly = AgentSessionAssembly(session, id: id, rules: rules)
    let recording = assembly.recording()
    waves.merge(assembly.audio) { first, _ in first }
    report.add(assembly.notes)
    for tally in assembly.tallies { report.add(tally) }
    return recording.map { ($0, assembly.ids) }
  }

  private func conversation(
    of material: ImportMaterial, _ id: String, _ waves: [String: Waveform], _ sound: MediaTime?,
    _ report: inout ImportReport
  ) -> Made? {
    var material = material
    for name in Set(material.sounds.keys).union(material.performances.keys).sorted()
    where !material.transcript.speakers.contains(where: { $0.name == name }) {
      material.transcript.speakers.append(.init(name: name))
    }
    let heard = listen(&material, waves, id, &report)
    var rules = rules
    rules.vocabulary = rules.vocabulary ?? material.vocabulary
    var assembly = TranscriptAssembly(material.transcript, id: id, rules: rules)
    assembly.heard = heard
    assembly.isPlacedByVoice = material.isSpokenThroughout
    let recording = assembly.recording(sound: sound, voices: Set(waves.keys))
    report.add(assembly.notes)
    for tally in assembly.tallies { report.add(tally) }
    let pairs = assembly.cast.map { ($0.name, $0.participant.id) }
    return recording.map { ($0, Dictionary(pairs, uniquingKeysWith: { first, _ in first })) }
  }

  /// Finds where speakers with sound are heard, if neither voice activity nor times of words tell, and moves
  /// turns that are spoken throughout the sound there.
  private func listen(
    _ material: inout ImportMaterial, _ waves: [String: Waveform], _ id: String, _ report: inout ImportReport
  ) -> [String: [Transcript.Span]] {
    let transcript = material.transcript
    let measured = Set(transcript.turns.lazy.filter { !$0.words.isEmpty }.map(\.speaker))
    var heard: [String: [Transcript.Span]] = [:]
    for (name, wave) in waves.sorted(by: { $0.key < $1.key }) {
      let lane = transcript.lanes[name]
      guard lane?.voice.isEmpty ?? true, lane?.words.isEmpty ?? true, !measured.contains(name) else {
        continue
      }
      let spans = VoiceSpans.find(in: wave)
      heard[name] = spans
      guard let first = spans.first, let last = spans.last else {
        report.add(.missing, id, "no voice is heard in the sound")
        continue
      }
      report.add(
        .assumed, id, "voice activity was found in the sound by speech analysis and is marked as estimated")
      guard material.isSpokenThroughout else { continue }
      for index in transcript.turns.indices where transcript.turns[index].speaker == name {
        material.transcript.turns[index].start = first.start
        material.transcript.turns[index].end = last.end
      }
    }
    return heard
  }

  /// Counts an entry that was written.
  mutating func admit(_ entry: CorpusDraft.Entry) {
    count += 1
    for record in entry.recording.log where record.operation == .announce {
      switch record.kind {
      case .turn: tally.turns += 1
      case .word: tally.words += 1
      case .phone: tally.phones += 1
      case .cue: tally.cues += 1
      case .delta, .voice, .audio, .parameter: break
      }
    }
    tally.sounds += entry.audio.count
    tally.tracks += entry.performances.count
  }

  private func note(_ entry: CorpusDraft.Entry, sound: MediaTime?, _ report: inout ImportReport) {
    var hasWords = false
    var hasEstimates = false
    for record in entry.recording.log where record.operation == .announce && record.kind == .word {
      hasWords = true
      hasEstimates = hasEstimates || record.isEstimated
    }
    let id = entry.recording.id
    if entry.audio.isEmpty { report.add(.missing, id, "there is no audio") }
    if !hasWords { report.add(.missing, id, "there are no words") }
    if hasEstimates {
      report.add(
        .assumed, id, "words without times were spread over their turn by letters and are marked as estimated"
      )
    }
    if let sound, entry.recording.duration > sound + .milliseconds(250) {
      report.add(.read, id, "labels reach beyond the audio; the session is as long as they are")
    }
    if entry.recording.participants.count == 1 { report.add(.missing, id, "there is no partner") }
  }
}

extension Waveform {
  /// The sound with silence behind it up to a time; as it is when it is as long.
  fileprivate func followedBySilence(until end: MediaTime) -> Waveform {
    let count = Int((end.seconds * Double(sampleRate)).rounded())
    guard count > samples.count else { return self }
    var longer = self
    longer.samples.append(contentsOf: repeatElement(0, count: count - samples.count))
    return longer
  }
}
