import StrategyHost

extension StrategyCase {
  static let blocks = StrategyCase(
    "blocks", "blocks of 1, 7 and 60 frames make the same take"
  ) { stand in
    let scene = stand.scenes.talk()
    let whole = try stand.take(scene, stand.audition(), seed: stand.seed("same"))
    for block in [1, 7] {
      let cut = try stand.take(
        scene, stand.audition(), seed: stand.seed("same"), block: block)
      try stand.mustEqual(whole, cut, what: "blocks of \(block) instead of 60 frames")
    }
    return .passed
  }
}
