import StrategyHost

extension StrategyCase {
  static let needsUsed = StrategyCase(
    "needs-used", "what it declares to need makes a difference: words, phones, audio"
  ) { stand in
    let audition = try stand.audition()
    let whole = stand.scenes.talk(seconds: 12)
    let seed = stand.seed("needs")
    let full = try stand.take(whole, audition, seed: seed)
    let nothing = Need.allCases.reduce(Need.withoutHints(whole)) { $1.taken(from: $0) }
    let empty = try stand.take(nothing, audition, seed: seed)
    var unused: [String] = []
    for need in Need.allCases where stand.card.needs.contains(need.rawValue) {
      // Something may be there for when something else is missing: try it both as the only one that is
      // missing and as the only one that is there.
      let missing = try stand.take(need.taken(from: whole), audition, seed: seed)
      if full.firstDifference(from: missing, tolerance: stand.card.tolerance) != nil { continue }
      let others = Need.allCases.filter { $0 != need }
      let scene = others.reduce(Need.withoutHints(whole)) { $1.taken(from: $0) }
      let alone = try stand.take(scene, audition, seed: seed)
      if alone.firstDifference(from: empty, tolerance: stand.card.tolerance) == nil {
        unused.append(need.rawValue)
      }
    }
    return unused.isEmpty
      ? .passed
      : .warned("declared but never used: \(unused.joined(separator: ", ")); hosts prepare what is asked for")
  }
}
