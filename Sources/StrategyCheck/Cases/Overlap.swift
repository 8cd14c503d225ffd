import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let overlap = StrategyCase(
    "overlap", "turns, words and cues of both that lie over each other", rendersMuch: false
  ) { stand in
    let length = stand.settings.seconds(6, least: 2)
    var records: [(arrival: MediaTime, record: Record)] = []
    for index in 0..<Int(length * 4) {
      for person in [Cast.performer, Cast.partner] {
        let time = MediaTime.milliseconds(Int64(index) * 250)
        for var record in Events.all(person, id: "\(person)-\(index)", at: time) {
          // Everything goes on for two seconds, so that eight of each are always there.
          if record.end != nil { record.end = time + .milliseconds(2000) }
          records.append((time, record))
        }
      }
    }
    try stand.takeInRange(
      SceneShelf.scene("overlap", seconds: length, records), stand.audition(), seed: stand.seed("overlap"),
      what: "overlapping turns")
    return .passed
  }
}
