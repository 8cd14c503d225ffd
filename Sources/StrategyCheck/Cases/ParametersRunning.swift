import Conversation
import Motion
import StrategyHost

extension StrategyCase {
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
