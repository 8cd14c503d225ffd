import StrategyHost

extension StrategyCase {
  static let repeatable = StrategyCase(
    "repeatable", "the same take twice in one process is the same"
  ) { stand in
    let audition = try stand.audition()
    let scene = stand.scenes.talk()
    let first = try stand.take(scene, audition, seed: stand.seed("same"))
    stand.note("frames", first.frameCount)
    let second = try stand.take(scene, audition, seed: stand.seed("same"))
    try stand.mustEqual(first, second, what: "the second take in one process")
    return .passed
  }
}
