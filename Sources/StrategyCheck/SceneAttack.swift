import Conversation
import Motion
import StrategyHost

/// Ways to change everything that becomes known after a moment, and nothing that is known by then.
enum SceneAttack: String, CaseIterable {
  /// Later records come a little later, with other words at other times; every second one is gone.
  case changed
  /// Nothing comes any more, and the audio is silent.
  case removed
  /// Many more come at once, and all that was known is revised or taken back.
  case crowded

  /// The scene with everything changed that becomes known after `time`.
  func apply(to scene: TakeRenderer.Scene, after time: MediaTime) -> TakeRenderer.Scene {
    let entries = scene.schedule.entries.map { (arrival: $0.arrival, record: $0.record) }
    let known = entries.filter { $0.arrival <= time }
    let later = entries.filter { $0.arrival > time }
    var result = scene
    var hearing: [String: ArrivalSchedule.Hearing] = [:]
    for (id, heard) in scene.schedule.hearing { hearing[id] = Self.cut(heard, after: time) }
    let records: [(arrival: MediaTime, record: Record)] =
      switch self {
      case .changed: known + Self.changing(later)
      case .removed: known
      case .crowded: known + Self.crowd(known, at: MediaTime(flicks: time.flicks + 1)) + later
      }
    result.schedule = ArrivalSchedule(records, hearing: hearing)
    for (id, audio) in scene.audio {
      let until = (scene.schedule.hearing[id] ?? .live).knownUntil(at: time)
      result.audio[id] = change(audio, after: until)
    }
    return result
  }

  /// The first moment at which something else becomes known than in the scene itself; `nil` when nothing does.
  ///
  /// - Parameter hears: whether the strategy reads audio, which goes on becoming known.
  func firstMoment(in scene: TakeRenderer.Scene, after time: MediaTime, hears: Bool) -> MediaTime? {
    let next = MediaTime(flicks: time.flicks + 1)
    if self == .crowded || hears { return next }
    return scene.schedule.entries.first { $0.arrival > time }?.arrival
  }

  private static func changing(
    _ later: [(arrival: MediaTime, record: Record)]
  ) -> [(arrival: MediaTime, record: Record)] {
    later.enumerated().filter { $0.offset % 2 == 0 }.map { _, entry in
      var record = entry.record
      if record.text != nil { record.text = record.kind == .phone ? "UW1" : "elsewhere" }
      if let start = record.start { record.start = start + .milliseconds(130) }
      if let end = record.end { record.end = end + .milliseconds(170) }
      if let value = record.value { record.value = 1 - value }
      return (entry.arrival + .milliseconds(1), record)
    }
  }

  private static func crowd(
    _ known: [(arrival: MediaTime, record: Record)], at time: MediaTime
  ) -> [(arrival: MediaTime, record: Record)] {
    var result: [(arrival: MediaTime, record: Record)] = []
    for (index, entry) in known.filter({ $0.record.operation == .announce }).suffix(100).enumerated() {
      let record = entry.record
      result.append(
        (
          time,
          index % 2 == 0
            ? Record(
              id: record.id, operation: .cancel, kind: record.kind, participant: record.participant, end: time
            )
            : Record(
              id: record.id, operation: .revise, kind: record.kind, participant: record.participant,
              start: time, end: time + .milliseconds(400), text: "revised")
        ))
    }
    for (index, person) in [Cast.performer, Cast.partner].enumerated() {
      for record in Events.all(person, id: "attack-\(index)", at: time) { result.append((time, record)) }
    }
    return result
  }

  private func change(_ audio: HeardAudio, after until: MediaTime) -> HeardAudio {
    let rows = Int(until.flicks / (MediaTime.flicksPerSecond / Int64(HeardAudio.rowsPerSecond)))
    let samples = Int(until.flicks / (MediaTime.flicksPerSecond / Int64(HeardAudio.samplesPerSecond)))
    var result = audio
    for index in min(max(0, rows) * audio.columns.count, audio.rows.count)..<audio.rows.count {
      result.rows[index] = self == .removed ? 0 : 1 - audio.rows[index]
    }
    for index in min(max(0, samples), audio.samples.count)..<audio.samples.count {
      result.samples[index] = self == .removed ? 0 : audio.samples[index] * -0.5
    }
    return result
  }

  /// Hearing without the chunks that are handed over later.
  private static func cut(_ hearing: ArrivalSchedule.Hearing, after time: MediaTime)
    -> ArrivalSchedule.Hearing
  {
    guard case .chunks(let chunks) = hearing else { return hearing }
    return .chunks(chunks.filter { $0.arrival <= time })
  }
}
