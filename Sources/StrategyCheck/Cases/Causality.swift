import Provenance
import StrategyHost

extension StrategyCase {
  static let causality = StrategyCase(
    "causality",
    "what arrives after a moment does not move frames shown before; the lookahead in use is measured"
  ) { stand in
    let scene = stand.scenes.talk(seconds: 10)
    let audition = try stand.audition()
    let seed = stand.seed("causality")
    let base = try stand.take(scene, audition, seed: seed)
    stand.note("declared lookahead", base.lookahead, "frames")
    let probe = CausalProbe(stand: stand, audition: audition, scene: scene, base: base, seed: seed)
    var seen: Int?
    for time in CausalProbe.moments(in: base) {
      for attack in SceneAttack.allCases {
        if let reach = try probe.reach(attack, after: time) { seen = max(seen ?? reach, reach) }
      }
    }
    guard let seen else {
      stand.note("lookahead in use", absent: "nothing that was changed moved anything")
      return base.lookahead == 0
        ? .passed
        : .warned("it declares \(base.lookahead) frames of lookahead and answers to nothing: declare 0")
    }
    stand.note("lookahead in use, at least", max(0, seen), "frames")
    if base.lookahead >= 4, seen * 2 < base.lookahead {
      return .warned(
        "it declares \(base.lookahead) frames of lookahead, and no more than \(max(0, seen)) were seen in use: "
          + "everything it does is shown \(base.lookahead) frames late")
    }
    return .passed
  }
}
