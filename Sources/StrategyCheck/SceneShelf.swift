import Conversation
import Motion
import Provenance
import StrategyHost

/// The conversations that cases play, each made once.
///
/// Used by one thread at a time.
final class SceneShelf {
  private let needs: Set<String>
  private let settings: CheckSettings
  private var kept: [String: TakeRenderer.Scene] = [:]

  init(needs: Set<String>, settings: CheckSettings) {
    self.needs = needs
    self.settings = settings
  }

  /// A conversation with everything in it that logs can hold, under the arrivals of an agent.
  ///
  /// - Parameters:
  ///   - index: which one; each has other words at other times.
  ///   - seconds: its length before scaling.
  func talk(_ index: Int = 0, seconds: Double = 12) -> TakeRenderer.Scene {
    let length = settings.seconds(seconds, least: 3)
    let key = "\(index) \(length)"
    if let scene = kept[key] { return scene }
    var writer = TalkWriter(seed: settings.seed.derive("talk", "\(index)"))
    let recording = writer.recording("talk-\(index)", seconds: length)
    var scene = TakeRenderer.Scene(
      recording: recording, participant: Cast.performer, schedule: Self.schedule(recording), language: "en")
    for (need, person) in [("own-audio", Cast.performer), ("partner-audio", Cast.partner)]
    where needs.contains(need) {
      // The audio goes on behind the recording's end, where nobody may look.
      scene.audio[person] = SyntheticVoice.audio(
        seconds: length + 1, spans: writer.voiced(person),
        seed: settings.seed.derive("voice", person, "\(index)"))
    }
    kept[key] = scene
    return scene
  }

  /// A scene with records at arrivals of their own, without audio.
  static func scene(
    _ id: String, seconds: Double, _ records: [(arrival: MediaTime, record: Record)]
  ) -> TakeRenderer.Scene {
    let schedule = ArrivalSchedule(records, hearing: [Cast.performer: .live, Cast.partner: .live])
    let recording = Recording(
      id: id, participants: Cast.people, duration: .seconds(seconds), log: schedule.entries.map(\.record))
    return TakeRenderer.Scene(
      recording: recording, participant: Cast.performer, schedule: schedule, language: "en")
  }

  private static func schedule(_ recording: Recording) -> ArrivalSchedule {
    // The performer takes part in every conversation that is written here, so the model cannot refuse.
    (try? ArrivalModel.agent.schedule(recording, for: Cast.performer)) ?? ArrivalSchedule([], hearing: [:])
  }
}

/// Who talks in the conversations of the check.
enum Cast {
  static let performer = "anna"
  static let partner = "ben"
  static let people = [
    Recording.Participant(id: performer, role: .character),
    Recording.Participant(id: partner, role: .partner),
  ]
}

extension MediaTime {
  /// A time for code; magnitudes above a year are cut off there.
  static func seconds(_ seconds: Double) -> MediaTime {
    let bounded = min(max(seconds, -MediaTime.largestSeconds), MediaTime.largestSeconds)
    return MediaTime(seconds: bounded) ?? .zero
  }
}

extension TakeRenderer.Scene {
  /// The scene with other entries; audio and hearing stay.
  func with(_ entries: [(arrival: MediaTime, record: Record)]) -> TakeRenderer.Scene {
    var result = self
    result.schedule = ArrivalSchedule(entries, hearing: schedule.hearing)
    return result
  }

  /// The scene with further entries.
  func adding(_ entries: [(arrival: MediaTime, record: Record)]) -> TakeRenderer.Scene {
    with(schedule.entries.map { ($0.arrival, $0.record) } + entries)
  }

  /// The scene without the entries that `isGone` picks.
  func removing(where isGone: (Record) -> Bool) -> TakeRenderer.Scene {
    with(schedule.entries.filter { !isGone($0.record) }.map { ($0.arrival, $0.record) })
  }
}

extension SceneShelf {
  /// A scene played several times over, each time as other things with other ids; without audio.
  static func repeated(_ scene: TakeRenderer.Scene, times: Int) -> TakeRenderer.Scene {
    let length = scene.recording.duration
    var records: [(arrival: MediaTime, record: Record)] = []
    records.reserveCapacity(scene.schedule.entries.count * times)
    for round in 0..<times {
      let offset = MediaTime(flicks: length.flicks * Int64(round))
      for entry in scene.schedule.entries where entry.arrival < length {
        var record = entry.record
        record.id += "-\(round)"
        record.anchor?.turn += "-\(round)"
        record.arrival = nil
        record.start = record.start.map { $0 + offset }
        record.end = record.end.map { $0 + offset }
        records.append((entry.arrival + offset, record))
      }
    }
    return Self.scene("repeated", seconds: length.seconds * Double(times), records)
  }
}
