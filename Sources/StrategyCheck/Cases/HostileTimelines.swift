import Conversation
import Motion
import StrategyHost

// Timelines that no recogniser means to send and some send: the strategy must stay finite and in range.
extension StrategyCase {
  static let emptyTimeline = StrategyCase(
    "empty", "a recording in which nothing happens, and one of no length"
  ) { stand in
    let audition = try stand.audition()
    for seconds in [0, stand.settings.seconds(5, least: 1)] {
      try stand.takeInRange(
        SceneShelf.scene("empty", seconds: seconds, []), audition, seed: stand.seed("empty"),
        what: "nothing happens for \(seconds) s")
    }
    return .passed
  }

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

  static let crowd = StrategyCase("crowd", "10,000 records that arrive at one instant") { stand in
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

  static let overlap = StrategyCase(
    "overlap", "turns, words and cues of both that lie over each other"
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

  static let oddSpans = StrategyCase(
    "odd-spans", "words of no length, before the beginning, a year away; texts that are empty, long or odd"
  ) { stand in
    let year = MediaTime.seconds(MediaTime.largestSeconds)
    let spans: [(MediaTime?, MediaTime?)] = [
      (.milliseconds(500), .milliseconds(500)), (.milliseconds(-3000), .milliseconds(-2000)),
      (.milliseconds(-3000), .milliseconds(900)), (.milliseconds(700), year), (year, year),
      (MediaTime(flicks: -year.flicks), year), (.milliseconds(600), nil), (nil, .milliseconds(800)),
      (nil, nil),
      (.milliseconds(700), MediaTime(flicks: MediaTime.milliseconds(700).flicks + 1)),
    ]
    let texts = [
      "", " ", "\u{0}", "🤷🏽‍♀️", "naïve Ωmega 你好", "AA1", String(repeating: "la", count: 5000), "*", "%s%n",
    ]
    var records: [(arrival: MediaTime, record: Record)] = []
    for (number, (start, end)) in spans.enumerated() {
      for (index, text) in texts.enumerated() {
        for kind in Record.Kind.allCases where kind != .parameter {
          let sorts = Record.Cue.allCases
          records.append(
            (
              .milliseconds(Int64(200 + 10 * number)),
              Record(
                id: "\(kind.rawValue) \(number) \(index)", kind: kind,
                participant: index % 2 == 0 ? Cast.performer : Cast.partner, start: start, end: end,
                anchor: Record.Anchor(turn: "turn \(number) 0", offset: index * 100_000), text: text,
                cue: kind == .cue ? sorts[(number + index) % sorts.count] : nil,
                value: [nil, 0, -1, 1e9, 0.5][(number + index) % 5])
            ))
        }
      }
    }
    try stand.takeInRange(
      SceneShelf.scene("odd", seconds: 2.5, records), stand.audition(), seed: stand.seed("odd"),
      what: "odd spans and texts")
    return .passed
  }

  static let storm = StrategyCase(
    "storm", "storms of revisions and cancellations, also of what was never announced"
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
