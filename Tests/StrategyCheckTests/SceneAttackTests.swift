import Conversation
import Motion
import Provenance
import StrategyHost
import Testing

@testable import StrategyCheck

@Suite("Attacks change what comes later and nothing else")
struct SceneAttackTests {
  static let needs: Set<String> = ["own-audio", "partner-audio"]
  static let scene = SceneShelf(needs: needs, settings: CheckSettings(scale: 0.5)).talk()

  @Test("what is known by the moment stays, what comes later does not", arguments: SceneAttack.allCases)
  func attack(_ attack: SceneAttack) throws {
    for share in [0.2, 0.5, 0.8] {
      let time = MediaTime.seconds(Self.scene.recording.duration.seconds * share)
      let other = attack.apply(to: Self.scene, after: time)
      let before = Self.scene.schedule.entries.filter { $0.arrival <= time }
      #expect(other.schedule.entries.filter { $0.arrival <= time } == before)
      #expect(
        other.schedule.entries.dropFirst(before.count) != Self.scene.schedule.entries.dropFirst(before.count))
      for (id, audio) in Self.scene.audio {
        let changed = try #require(other.audio[id])
        let hearing = try #require(Self.scene.schedule.hearing[id])
        let until = hearing.knownUntil(at: time)
        #expect(other.schedule.hearing[id]?.knownUntil(at: time) == until)
        let samples = min(Int(until.flicks / 44_100), audio.samples.count)
        #expect(changed.samples.prefix(samples) == audio.samples.prefix(samples))
        let rows = min(Int(until.flicks / 7_056_000) * audio.columns.count, audio.rows.count)
        #expect(changed.rows.prefix(rows) == audio.rows.prefix(rows))
        #expect(until >= Self.scene.recording.duration || changed.samples != audio.samples)
      }
    }
  }

  @Test("the first moment at which something is new lies after the attack's", arguments: SceneAttack.allCases)
  func moment(_ attack: SceneAttack) throws {
    let time = MediaTime.seconds(1)
    let first = try #require(attack.firstMoment(in: Self.scene, after: time, hears: false))
    #expect(first > time)
    #expect(try #require(attack.firstMoment(in: Self.scene, after: time, hears: true)) > time)
  }
}
