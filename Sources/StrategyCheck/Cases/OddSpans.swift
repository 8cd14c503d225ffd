import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let oddSpans = StrategyCase(
    "odd-spans", "words of no length, before the beginning, a year away; texts that are empty, long or odd",
    rendersMuch: false
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
}
