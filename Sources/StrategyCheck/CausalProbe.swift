import Motion
import Provenance
import StrategyHost

/// Changes what arrives after a moment and looks for the first frame that moves.
struct CausalProbe {
  let stand: CaseStand
  let audition: Audition
  let scene: TakeRenderer.Scene
  let base: ShownTake
  let seed: Seed

  /// Moments on, between and just before frames.
  static func moments(in base: ShownTake) -> [MediaTime] {
    [0.17, 0.33, 0.5, 0.68, 0.85].enumerated().map { index, share in
      let frame = base.rate.time(ofFrame: Int(Double(base.frameCount) * share))
      return [frame, MediaTime(flicks: frame.flicks + 3_000_017), MediaTime(flicks: frame.flicks - 1)][
        index % 3]
    }
  }

  /// How many frames before the first change became known the take first moved; `nil` when it did not.
  ///
  /// - Throws: ``Refutation`` when a frame moved that knew nothing of the change.
  func reach(_ attack: SceneAttack, after time: MediaTime) throws -> Int? {
    let other = attack.apply(to: scene, after: time)
    let rate = base.rate
    // Frame k may depend on what is known at t(k + lookahead).
    let firstFree = rate.firstFrame(atOrAfter: MediaTime(flicks: time.flicks + 1)) - base.lookahead
    var moved: ShownTake.Difference?
    let lookahead = try stand.perform(other, audition, seed: seed, rate: rate) { block, first in
      moved = base.firstDifference(to: block, firstFrame: first, tolerance: stand.card.tolerance)
      return moved == nil
    }
    guard lookahead == base.lookahead else {
      throw Refutation(
        "it declares a lookahead of \(lookahead) frames, and \(base.lookahead) before, in one process")
    }
    guard let moved else { return nil }
    if moved.frame < firstFree {
      throw Refutation(
        "what arrives after \(Self.text(time)) s (attack: \(attack.rawValue)) moves frames shown before: "
          + "\(moved.description), and only frame \(max(0, firstFree)) on may move")
    }
    let hears = !other.audio.isEmpty
    guard let moment = attack.firstMoment(in: scene, after: time, hears: hears) else { return nil }
    return rate.firstFrame(atOrAfter: moment) - moved.frame
  }

  private static func text(_ time: MediaTime) -> String {
    String(Double(Int((time.seconds * 1000).rounded())) / 1000)
  }
}
