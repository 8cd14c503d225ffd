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
    var hidden: [String] = []
    let tolerance = stand.card.tolerance
    for need in Need.allCases where stand.card.needs.contains(need.rawValue) {
      // Something may be there for when something else is missing: try it both as the only one that is
      // missing and as the only one that is there.
      let missing = try stand.take(need.taken(from: whole), audition, seed: seed)
      if full.firstDifference(from: missing, tolerance: tolerance) != nil { continue }
      let others = Need.allCases.filter { $0 != need }
      let scene = others.reduce(Need.withoutHints(whole)) { $1.taken(from: $0) }
      let alone = try stand.take(scene, audition, seed: seed)
      if alone.firstDifference(from: empty, tolerance: tolerance) != nil { continue }
      let differs =
        full.firstDifference(from: missing, tolerance: 0) != nil
        || alone.firstDifference(from: empty, tolerance: 0) != nil
      if differs { hidden.append(need.rawValue) } else { unused.append(need.rawValue) }
    }
    var remarks: [String] = []
    if !unused.isEmpty {
      remarks.append(
        "declared but without effect: \(unused.joined(separator: ", ")); name what makes a difference")
    }
    if !hidden.isEmpty {
      remarks.append(
        "whether it uses \(hidden.joined(separator: ", ")) cannot be told: all differences are within its tolerance "
          + "of \(Wording.number(Double(tolerance)))")
    }
    return remarks.isEmpty ? .passed : .warned(remarks.joined(separator: "; "))
  }
}
