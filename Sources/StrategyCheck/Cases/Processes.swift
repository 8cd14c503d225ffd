import StrategyHost

extension StrategyCase {
  static let processes = StrategyCase(
    "processes", "the same take in two processes is the same"
  ) { stand in
    let scene = stand.scenes.talk()
    let first = try stand.take(scene, stand.audition(), seed: stand.seed("same"))
    let second = try stand.take(scene, stand.audition(), seed: stand.seed("same"))
    try stand.mustEqual(first, second, what: "the take in another process")
    return .passed
  }
}
