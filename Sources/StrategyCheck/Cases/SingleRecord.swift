import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let singleRecord = StrategyCase(
    "single-record", "one record of each kind, alone, with its times and without"
  ) { stand in
    let audition = try stand.audition()
    for person in [Cast.performer, Cast.partner] {
      for record in Events.all(person, id: "only", at: .milliseconds(400)) {
        var timeless = record
        (timeless.start, timeless.end, timeless.text, timeless.value, timeless.anchor) = (
          nil, nil, nil, nil, nil
        )
        for (what, one) in [("", record), (" without times and text", timeless)] {
          let scene = SceneShelf.scene("single", seconds: 1, [(.milliseconds(300), one)])
          try stand.takeInRange(
            scene, audition, seed: stand.seed("single"), what: "a single record, \(record.id)\(what)")
        }
      }
    }
    return .passed
  }
}
