import Conversation
import Motion
import StrategyHost

extension StrategyCase {
  static let parameterEnds = StrategyCase(
    "parameter-ends", "each parameter at its lowest and its highest value, set before a take"
  ) { stand in
    guard !stand.card.parameters.isEmpty else { return .skipped("it has no parameters") }
    let scene = stand.scenes.talk(6, seconds: 6)
    for parameter in stand.card.parameters {
      for value in [parameter.range.lowerBound, parameter.range.upperBound] {
        let what = "\(parameter.id)=\(value)"
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

  static let parametersRunning = StrategyCase(
    "parameters-running", "parameters that change while a take runs, one by one and all at once"
  ) { stand in
    guard !stand.card.parameters.isEmpty else { return .skipped("it has no parameters") }
    let scene = stand.scenes.talk(6, seconds: 6)
    let length = scene.recording.duration.seconds
    func change(_ parameter: StrategyCard.Parameter, to value: Double, at share: Double, _ step: Int)
      -> (arrival: MediaTime, record: Record)
    {
      let time = MediaTime.seconds(length * share)
      return (
        time,
        Record(
          id: "parameter \(parameter.id) \(step)", kind: .parameter, participant: Cast.performer, start: time,
          text: parameter.id, value: value)
      )
    }
    var scenes: [(String, TakeRenderer.Scene)] = []
    var together: [(arrival: MediaTime, record: Record)] = []
    for parameter in stand.card.parameters {
      let changes = [
        change(parameter, to: parameter.range.lowerBound, at: 0.3, 1),
        change(parameter, to: parameter.range.upperBound, at: 0.6, 2),
      ]
      together += changes
      scenes.append((parameter.id, scene.adding(changes)))
    }
    scenes.append(("all parameters", scene.adding(together)))
    let audition = try stand.audition()
    for (what, scene) in scenes {
      let seed = stand.seed("parameters")
      let first = try stand.takeInRange(scene, audition, seed: seed, what: "\(what) changing in a take")
      try stand.mustEqual(
        first, stand.take(scene, audition, seed: seed), what: "\(what) changing in a take, the second time")
    }
    return .passed
  }
}
