import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let twoHours = StrategyCase(
    "two-hours", "a recording of two hours comes to its end, finite and in range"
  ) { stand in
    let seconds = stand.settings.seconds(7200, least: 30)
    stand.note("length", seconds, "s")
    var records: [(arrival: MediaTime, record: Record)] = []
    for index in 0..<Int(seconds / 10) {
      let time = MediaTime.milliseconds(Int64(index) * 10_000 + 1000)
      let person = index % 2 == 0 ? Cast.performer : Cast.partner
      for record in Events.all(person, id: "e\(index)", at: time) { records.append((time, record)) }
    }
    let audition = try stand.audition()
    let rule = RangeRule(audition.strategy.layout)
    let clock = ContinuousClock()
    let began = clock.now
    _ = try stand.perform(
      SceneShelf.scene("two-hours", seconds: seconds, records), audition, seed: stand.seed("long")
    ) { block, first in
      if let fault = rule.fault(in: block, firstFrame: first) {
        throw Refutation("a long recording: \(fault)")
      }
      return true
    }
    let spent = (clock.now - began) / .seconds(1)
    stand.note("speed", seconds / max(spent, 1e-6), "× real time")
    return .passed
  }
}
