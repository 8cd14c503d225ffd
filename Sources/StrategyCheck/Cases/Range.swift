extension StrategyCase {
  static let range = StrategyCase(
    "range", "numbers are finite and in range: weights, activities, unit quaternions, angles"
  ) { stand in
    let audition = try stand.audition()
    for index in 0..<3 {
      let take = try stand.takeInRange(
        stand.scenes.talk(index), audition, seed: stand.seed("range \(index)"), what: "an ordinary talk")
      stand.note("frames of talk \(index)", take.frameCount)
    }
    return .passed
  }
}
