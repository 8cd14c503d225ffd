import Conversation
import Motion
import Provenance
import StrategyHost

/// Adds one event to an otherwise equal scene and looks for the first frame that differs.
///
/// A live host shows frame k, and plays the character's own sound, at t(k) + lookahead, so the delay is
/// quoted with the lookahead in it.
struct ReactionProbe {
  static let kinds = ["word", "phone", "voice", "cue", "audio"]
  let stand: CaseStand
  let audition: Audition
  /// When the event arrives: on a frame.
  private let arrival = MediaTime.milliseconds(1000)
  private var length: Double { 1 + stand.settings.seconds(3, least: 1.5) }

  /// The shortest delay of several events of a kind, in milliseconds; `nil` when none was answered.
  func shortest(_ kind: String) throws -> Double? {
    var best: Double?
    for isSpeaking in [false, true] {
      let base = silent(isSpeaking: isSpeaking)
      let seed = stand.seed("reaction")
      let take = try stand.take(base, audition, seed: seed)
      for scene in scenes(kind, base) {
        var moved: Int?
        _ = try stand.perform(scene, audition, seed: seed) { block, first in
          moved = take.firstDifference(to: block, firstFrame: first, tolerance: stand.card.tolerance)?.frame
          return moved == nil
        }
        guard let moved else { continue }
        let shown = take.rate.time(ofFrame: moved + take.lookahead)
        let delay = (shown - arrival).seconds * 1000
        best = min(best ?? delay, delay)
      }
    }
    return best
  }

  /// Nobody says anything; the performer has the turn when `isSpeaking`.
  private func silent(isSpeaking: Bool) -> TakeRenderer.Scene {
    let turn = Record(
      id: "turn", kind: .turn, participant: Cast.performer, start: .milliseconds(300),
      end: .seconds(length), text: "Well, wonderful!")
    var scene = SceneShelf.scene(
      isSpeaking ? "speaking" : "quiet", seconds: length, isSpeaking ? [(.milliseconds(200), turn)] : [])
    for person in hearable {
      scene.audio[person] = SyntheticVoice.audio(
        seconds: length + 1, spans: [], seed: stand.settings.seed.derive("silence"))
    }
    return scene
  }

  private var hearable: [String] {
    (stand.card.needs.contains("own-audio") ? [Cast.performer] : [])
      + (stand.card.needs.contains("partner-audio") ? [Cast.partner] : [])
  }

  private func scenes(_ kind: String, _ base: TakeRenderer.Scene) -> [TakeRenderer.Scene] {
    guard kind == "audio" else { return records(kind).map { base.adding([(arrival, $0)]) } }
    return hearable.map { person in
      var scene = base
      let start = arrival.seconds
      scene.audio[person] = SyntheticVoice.audio(
        seconds: length + 1, spans: [start..<start + 0.5], seed: stand.settings.seed.derive("silence"))
      return scene
    }
  }

  private func records(_ kind: String) -> [Record] {
    func record(
      _ kind: Record.Kind, _ person: String, _ start: Int64?, _ end: Int64?, _ text: String? = nil,
      cue: Record.Cue? = nil
    ) -> Record {
      Record(
        id: "event", kind: kind, participant: person, start: start.map { arrival + .milliseconds($0) },
        end: end.map { arrival + .milliseconds($0) }, text: text, cue: cue, value: cue == nil ? nil : 1)
    }
    let (own, partner) = (Cast.performer, Cast.partner)
    switch kind {
    case "word":
      return [
        record(.word, own, 0, 400, "wow"), record(.word, own, 200, 600, "wow"),
        record(.word, partner, -400, 0, "wow"),
      ]
    case "phone": return [record(.phone, own, 0, 200, "AA1"), record(.phone, own, 0, 100, "M")]
    case "voice": return [record(.voice, own, 0, nil), record(.voice, partner, -100, nil)]
    default:
      let cues: [(Record.Cue, String)] = [
        (.emotion, "surprise"), (.emotion, "joy"), (.emoji, "😀"), (.stage, "nods"), (.gaze, "away"),
        (.tool, "look_up"),
      ]
      return cues.flatMap { cue, text in
        [record(.cue, own, 0, 1000, text, cue: cue), record(.cue, partner, 0, 1000, text, cue: cue)]
      }
    }
  }
}
