import StrategyHost

extension StrategyCase {
  static let order = StrategyCase(
    "order", "a take is the same alone and after another one in its process"
  ) { stand in
    let alone = try stand.take(stand.scenes.talk(), stand.audition(), seed: stand.seed("same"))
    let audition = try stand.audition()
    _ = try stand.take(stand.scenes.talk(2), audition, seed: stand.seed("before"))
    let after = try stand.take(stand.scenes.talk(), audition, seed: stand.seed("same"))
    try stand.mustEqual(alone, after, what: "the take after another one in its process")
    return .passed
  }
}
