import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let storm = StrategyCase(
    "storm", "storms of revisions and cancellations, also of what was never announced", rendersMuch: false
  ) { stand in
    let things = stand.settings.count(300, least: 30)
    var records: [(arrival: MediaTime, record: Record)] = []
    for index in 0..<things {
      let begun = MediaTime.milliseconds(Int64(index * 10 % 2000))
      let events = Events.all(index % 2 == 0 ? Cast.performer : Cast.partner, id: "s\(index)", at: begun)
      var record = events[index % events.count]
      if index % 10 != 0 { records.append((begun, record)) }
      for step in 1...12 {
        let arrival = begun + .milliseconds(Int64(step * 15))
        record.operation = step % 5 == 0 ? .cancel : .revise
        record.start = begun + .milliseconds(Int64(step * 40 % 300))
        record.end = begun + .milliseconds(Int64(300 + step * 70 % 500))
        record.text = step % 3 == 0 ? nil : "version\(step)"
        records.append((arrival, record))
      }
    }
    stand.note("records", records.count)
    try stand.takeInRange(
      SceneShelf.scene("storm", seconds: 3, records), stand.audition(), seed: stand.seed("storm"),
      what: "a storm of revisions")
    return .passed
  }
}
