import Conversation
import StrategyHost

extension StrategyCase {
  static let needsUsed = StrategyCase(
    "needs-used", "what it declares to need makes a difference: words, phones, audio"
  ) { stand in
    let audition = try stand.audition()
    let whole = stand.scenes.talk(seconds: 12)
    let seed = stand.seed("needs")
    let full = try stand.take(whole, audition, seed: seed)
    let bare = stand.card.needs.reduce(whole) { Need.without($1, $0) }
    let empty = try stand.take(bare, audition, seed: seed)
    var unused: [String] = []
    for need in stand.card.needs where need != "rehearsal" {
      // Something may be there for when something else is missing: try it both as the only one that is
      // missing and as the only one that is there.
      let missing = try stand.take(Need.without(need, whole), audition, seed: seed)
      if full.firstDifference(from: missing, tolerance: stand.card.tolerance) != nil { continue }
      let others = stand.card.needs.filter { $0 != need }
      let alone = try stand.take(others.reduce(whole) { Need.without($1, $0) }, audition, seed: seed)
      if alone.firstDifference(from: empty, tolerance: stand.card.tolerance) == nil { unused.append(need) }
    }
    return unused.isEmpty
      ? .passed
      : .warned("declared but never used: \(unused.joined(separator: ", ")); hosts prepare what is asked for")
  }
}

/// Conversations in which something is missing.
enum Need {
  /// The scene without what a need stands for.
  static func without(_ need: String, _ scene: TakeRenderer.Scene) -> TakeRenderer.Scene {
    var result = scene
    switch need {
    case "words": result = scene.removing { $0.kind == .word }
    case "phones": result = scene.removing { $0.kind == .phone }
    case "own-audio": result.audio[Cast.performer] = nil
    case "partner-audio": result.audio[Cast.partner] = nil
    default: break
    }
    return result
  }
}
