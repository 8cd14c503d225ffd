import StrategyHost

extension StrategyCase {
  static let parameterEnds = StrategyCase(
    "parameter-ends", "each parameter at its lowest and its highest value, set before a take"
  ) { stand in
    guard !stand.card.parameters.isEmpty else { return .skipped("it has no parameters") }
    let scene = stand.scenes.talk(6, seconds: 6)
    for parameter in stand.card.parameters {
      for value in [parameter.range.lowerBound, parameter.range.upperBound] {
        let what = "\(parameter.id)=\(Wording.number(value))"
        do {
          let audition = try stand.audition(parameters: [parameter.id: value])
          let seed = stand.seed("parameters")
          let first = try stand.takeInRange(scene, audition, seed: seed, what: what)
          try stand.mustEqual(
            first, stand.take(scene, audition, seed: seed), what: "\(what), the second time")
        } catch let error as StrategyHostError {
          // Which value it was is not known to whoever refused or died.
          switch CaseStatus(judging: error) {
          case .crashed(let reason): return .crashed("\(what): \(reason)")
          case let status: return .failed("\(what): \(status.reason)")
          }
        }
      }
    }
    stand.note("values", stand.card.parameters.count * 2)
    return .passed
  }
}
