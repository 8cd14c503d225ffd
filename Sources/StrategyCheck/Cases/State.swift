import Motion
import StrategyHost

extension StrategyCase {
  static let state = StrategyCase(
    "state", "a state saved and taken on in another process goes on with the same frames"
  ) { stand in
    let scene = stand.scenes.talk(7, seconds: 10)
    let seed = stand.seed("state")
    let saver = try stand.audition()
    let whole = try stand.take(scene, saver, seed: seed)
    // A save must leave the take alone, so it is made once more with the saves in it.
    var states: [(frame: Int, bytes: [UInt8])] = []
    var frame = 0
    var watched = ShownTake(
      layout: whole.layout, rate: whole.rate, lookahead: try saver.begin(scene, seed: seed))
    for end in [0.0, 0.21, 0.43, 0.8, 1].map({ Int(Double(whole.frameCount) * $0) }) {
      while frame < end {
        try stand.check()
        let block = try saver.next(min(CaseStand.block, end - frame))
        watched.rows += block.rows
        watched.activity += block.activity
        frame = watched.frameCount
      }
      guard end < whole.frameCount else { break }
      guard let bytes = try saver.save() else { return .skipped("it has no state/1") }
      states.append((frame, bytes))
    }
    try saver.end()
    try stand.mustEqual(whole, watched, what: "saving its state changes the take")
    stand.note("largest state", states.map(\.bytes.count).max() ?? 0, "bytes")
    for (start, bytes) in states {
      let loader = try stand.audition()
      let lookahead = try loader.begin(scene, seed: seed, resumingAt: start, state: bytes)
      guard lookahead == whole.lookahead else {
        throw Refutation(
          "with a state of frame \(start) its lookahead is \(lookahead), not \(whole.lookahead)")
      }
      var frame = start
      while frame < whole.frameCount {
        try stand.check()
        let block = try loader.next(min(CaseStand.block, whole.frameCount - frame))
        if let moved = whole.firstDifference(
          to: block, firstFrame: frame, tolerance: stand.card.tolerance)
        {
          throw Refutation("after taking on the state of frame \(start), \(moved.description)")
        }
        frame += CaseStand.block
      }
      try loader.end()
    }
    stand.note("states", states.count)
    return .passed
  }
}
