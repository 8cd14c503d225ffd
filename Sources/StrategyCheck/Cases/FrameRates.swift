import Motion

extension StrategyCase {
  static let frameRates = StrategyCase(
    "frame-rates", "24, 25, 29.97, 30, 60 and 120 frames a second, finite and in range"
  ) { stand in
    let audition = try stand.audition()
    let scene = stand.scenes.talk(3, seconds: 8)
    let rates: [(String, Int32, Int32)] = [
      ("24", 24, 1), ("25", 25, 1), ("29.97", 30_000, 1001), ("30", 30, 1), ("60", 60, 1), ("120", 120, 1),
    ]
    for (name, numerator, denominator) in rates {
      guard let rate = FrameRate(numerator: numerator, denominator: denominator) else { continue }
      let take = try stand.takeInRange(
        scene, audition, seed: stand.seed("rates"), rate: rate, what: "at \(name) frames a second")
      stand.note("lookahead at \(name)", take.rate.time(ofFrame: take.lookahead).seconds * 1000, "ms")
    }
    return .passed
  }
}
