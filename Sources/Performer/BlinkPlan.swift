import Characters

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// When the eyes blink: where people do (ends of phrases, large gaze shifts, changes of mood), and often enough.
struct BlinkPlan {
  /// One blink.
  struct Blink {
    var time: Double
    var peak: Double
    var slowness: Double
  }

  private(set) var blinks: [Blink] = []

  /// Seconds of closing, staying shut and opening.
  private static let (closing, shut, opening) = (0.075, 0.03, 0.17)
  /// Shortest time between two blinks.
  private static let gap = 0.55

  init(
    _ situation: Situation, _ emotions: EmotionPlan, _ gaze: GazePlan, manner: Manner, clock: FrameClock,
    seed: UInt64
  ) {
    var dice = Dice(seed: seed, "blinks")
    let end = clock.times.last ?? 0
    // Candidates with how much each is wanted; the whole session is known, so the rate can be met exactly.
    var candidates: [(time: Double, wish: Double)] = []
    for shift in gaze.shifts {
      candidates.append((shift.time - 0.02, min(1.1, shift.size / 22) + 0.5 * dice.unit()))
    }
    for phrase in situation.phrases {
      candidates.append((phrase.end + dice.between(0, 0.15), 0.2 + 0.7 * dice.unit()))
    }
    for turn in situation.turns {
      candidates.append((turn.end + dice.between(0.05, 0.3), 0.35 + 0.6 * dice.unit()))
      candidates.append((turn.start - dice.between(0.1, 0.3), 0.2 + 0.6 * dice.unit()))
    }
    for change in emotions.changes { candidates.append((change + 0.04, 0.4 + 0.7 * dice.unit())) }
    for phrase in situation.partnerPhrases {
      candidates.append((phrase.end + dice.between(0.1, 0.5), 0.7 * dice.unit()))
    }
    var t = dice.between(0.6, 2)
    while t < end {
      candidates.append((t, 0.25 + 0.6 * dice.unit()))
      t += max(0.6, dice.logNormal(median: 2.7, sigma: 0.55))
    }
    let wanted = max(1, Int((manner.blinkRate * end / 60 * dice.between(0.93, 1.07)).rounded()))
    var chosen: [Double] = []
    for candidate in candidates.sorted(by: { ($1.wish, $0.time) < ($0.wish, $1.time) }) {
      guard chosen.count < wanted else { break }
      guard candidate.time > 0.2, candidate.time < end - 0.35 else { continue }
      // Blinks crowd only a little: the nearer the last one, the less the next is wanted.
      let near = chosen.map { abs($0 - candidate.time) }.min() ?? .infinity
      if near < Self.gap || (near < 1.4 && candidate.wish < 0.9) { continue }
      chosen.append(candidate.time)
    }
    blinks = chosen.sorted().map { time in
      Blink(
        time: time, peak: dice.chance(0.1) ? dice.between(0.62, 0.85) : 1,
        slowness: scale(manner.style.tempo, 1.2, 0.9) * manner.blinkLength * dice.between(0.92, 1.12))
    }
  }

  /// Adds the blinks to a curve; `lag` seconds later than planned.
  func cover(_ curve: inout Curve, lag: Double) {
    for blink in blinks {
      let start = blink.time + lag
      let length = (Self.closing + Self.shut + Self.opening) * blink.slowness
      for k in curve.clock.frames(from: start, until: start + length) {
        let t = (curve.clock.times[k] - start) / blink.slowness
        curve[k] = max(curve[k], blink.peak * Self.profile(t))
      }
    }
  }

  /// Closing by minimum jerk; opening fast, then slow.
  private static func profile(_ t: Double) -> Double {
    if t < closing { return minimumJerk(t / closing) }
    let x = (t - closing - shut) / opening
    if x <= 0 { return 1 }
    let eased = x * x * (3 - 2 * x)
    return max(0, 1 - (1 - exp(-3.2 * (0.35 * x + 0.65 * eased))) / (1 - exp(-3.2)))
  }
}
