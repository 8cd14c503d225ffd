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
    do { try stand.mustEqual(first, second, what: "the second take in one process") } catch let fault
      as Refutation
    {
      throw Refutation(
        "\(fault.reason); draw only from the session's seed: no clock, no addresses, no unseeded generator, no "
          + "state shared between takes")
    }
    return .passed
  }
}
