import Motion
import StrategyHost

// Four ways in which the same take must come out the same.
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

  static let processes = StrategyCase(
    "processes", "the same take in two processes is the same"
  ) { stand in
    let scene = stand.scenes.talk()
    let first = try stand.take(scene, stand.audition(), seed: stand.seed("same"))
    let second = try stand.take(scene, stand.audition(), seed: stand.seed("same"))
    try stand.mustEqual(first, second, what: "the take in another process")
    return .passed
  }

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
