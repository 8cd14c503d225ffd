import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let crowd = StrategyCase("crowd", "10,000 records that arrive at one instant", rendersMuch: false) {
    stand in
    let count = stand.settings.count(10_000, least: 500)
    stand.note("records", count)
    let now = MediaTime.milliseconds(500)
    var records: [(arrival: MediaTime, record: Record)] = []
    while records.count < count {
      let index = records.count
      let person = index % 3 == 0 ? Cast.partner : Cast.performer
      let events = Events.all(person, id: "r\(index)", at: now + .milliseconds(Int64(index % 2000)))
      records += events.prefix(count - records.count).map { (now, $0) }
    }
    try stand.takeInRange(
      SceneShelf.scene("crowd", seconds: stand.settings.seconds(4, least: 1.5), records),
      stand.audition(), seed: stand.seed("crowd"), what: "\(count) records at one instant")
    return .passed
  }
}
