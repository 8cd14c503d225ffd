import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let emptyTimeline = StrategyCase(
    "empty", "a recording in which nothing happens, and one of no length", rendersMuch: false
  ) { stand in
    let audition = try stand.audition()
    for seconds in [0, stand.settings.seconds(5, least: 1)] {
      try stand.takeInRange(
        SceneShelf.scene("empty", seconds: seconds, []), audition, seed: stand.seed("empty"),
        what: "nothing happens for \(Wording.number(seconds)) s")
    }
    return .passed
  }
}
