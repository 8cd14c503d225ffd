import Motion
import Provenance
import StrategyHost

extension StrategyCase {
  static let reaction = StrategyCase(
    "reaction", "how long after an event arrives the first frame that answers it is shown"
  ) { stand in
    let probe = ReactionProbe(stand: stand, audition: try stand.audition())
    for kind in ReactionProbe.kinds {
      if kind == "audio", !stand.card.needsAudio {
        stand.note("audio", absent: "it hears none")
        continue
      }
      if let delay = try probe.shortest(kind) {
        stand.note(kind, delay, "ms")
      } else {
        stand.note(kind, absent: "does not answer")
      }
    }
    return .passed
  }
}
