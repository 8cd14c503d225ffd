import Characters

/// Breath, sway and posture of the trunk, in degrees: pitch forward, yaw to the left, roll to the left shoulder.
struct BodyPlan {
  private(set) var spinePitch: Curve
  private(set) var spineYaw: Curve
  private(set) var spineRoll: Curve
  private(set) var chestPitch: Curve
  /// 0 breathed out … 1 breathed in; speech draws deeper breaths.
  private(set) var breath: Curve

  init(_ situation: Situation, _ beats: BeatPlan, manner: Manner, clock: FrameClock, seed: UInt64) {
    let empty = Curve(clock)
    (spinePitch, spineYaw, spineRoll, chestPitch, breath) = (empty, empty, empty, empty, empty)
    var dice = Dice(seed: seed, "body")
    breathe(situation, manner, clock, &dice)
    shift(situation, manner, clock, &dice)
    let size = scale(manner.style.energy, 0.6, 1.4)
    for beat in beats.beats where beat.strength > 0.8 {
      // The trunk gives a little where a word is heavy.
      spinePitch.add(peak: beat.apex + 0.02, before: 0.17, after: 0.3, 0.55 * beat.strength * size)
    }
    for k in clock.times.indices {
      spinePitch[k] += manner.trunkRest.x
      spineYaw[k] += manner.trunkRest.y
      spineRoll[k] += manner.trunkRest.z
    }
    spinePitch.addNoise(frequency: 0.17 * manner.swayPace, deviation: 0.35 * size, &dice)
    spineYaw.addNoise(frequency: 0.13 * manner.swayPace, deviation: 0.5 * size, &dice)
    spineRoll.addNoise(frequency: 0.12 * manner.swayPace, deviation: 0.4 * size, &dice)
    chestPitch.addNoise(frequency: 0.21 * manner.swayPace, deviation: 0.25 * size, &dice)
  }

  /// A quick breath before each stretch of speech and a slow one out over it; even breathing in between.
  private mutating func breathe(_ s: Situation, _ manner: Manner, _ clock: FrameClock, _ dice: inout Dice) {
    let end = (clock.times.last ?? 0) + 4
    let pace = scale(manner.style.energy, 0.85, 1.2)
    var keys = KeyCurve()
    keys.add(-1, 0.3)
    var t = dice.between(0, 1)
    // Speech with pauses below 0.4 s is spoken on one breath.
    var spans: [Situation.Stretch] = []
    for phrase in s.phrases {
      if let last = spans.last, phrase.start - last.end < 0.4 {
        spans[spans.count - 1].end = phrase.end
      } else {
        spans.append(phrase)
      }
    }
    while t < end {
      let next = spans.first { $0.end > t + 0.2 }
      if let next, next.start < t + 3 {
        let top = max(t + 0.12, next.start - 0.04)
        keys.add(max(t, top - 0.42), 0.05)
        keys.add(top, 1.15)
        keys.add(max(top + 0.3, next.end), 0.05)
        t = max(top + 0.3, next.end) + 0.05
      } else {
        let length = dice.between(3.7, 4.7) / pace
        keys.add(t, 0.05)
        keys.add(t + 0.4 * length, dice.between(0.65, 0.85))
        keys.add(t + length, 0.05)
        t += length + dice.between(0.02, 0.25)
      }
    }
    breath.values = keys.sampled(clock)
    breath.smooth(seconds: 0.09)
    for k in clock.times.indices {
      chestPitch[k] -= 1.1 * breath[k]
      spinePitch[k] -= 0.4 * breath[k]
    }
  }

  /// Changes of posture where a turn begins or ends.
  private mutating func shift(_ s: Situation, _ manner: Manner, _ clock: FrameClock, _ dice: inout Dice) {
    var keys = [KeyCurve(), KeyCurve(), KeyCurve()]
    for key in keys.indices { keys[key].add(0, 0) }
    var posture = SIMD3<Double>.zero
    var free = 1.0
    var moments = s.turns.flatMap { [($0.start - 0.25, 0.55, 1.5), ($0.end + 0.1, 0.35, -0.5)] }
    moments += s.partnerTurns.map { ($0.start + 0.8, 0.45, 2.2) }
    for moment in moments.sorted(by: { $0.0 < $1.0 }) where moment.0 > free && dice.chance(moment.1) {
      let lean = moment.2 * (0.4 + manner.style.warmth)
      let goal = SIMD3(lean + dice.normal() * 0.7, dice.normal() * 2, dice.normal() * 1.3)
      let length = dice.between(0.9, 1.5) * manner.slowness
      for axis in 0..<3 {
        keys[axis].add(moment.0, posture[axis])
        keys[axis].add(moment.0 + length, goal[axis])
      }
      posture = goal
      free = moment.0 + length + dice.between(4, 12) * scale(manner.style.formality, 0.6, 2)
    }
    let (p, y, r) = (keys[0].sampled(clock), keys[1].sampled(clock), keys[2].sampled(clock))
    for k in clock.times.indices {
      spinePitch[k] += p[k]
      spineYaw[k] += min(5, max(-5, y[k]))
      spineRoll[k] += min(3.5, max(-3.5, r[k]))
    }
    spinePitch.smooth(seconds: 0.12)
    spineYaw.smooth(seconds: 0.12)
    spineRoll.smooth(seconds: 0.12)
  }
}
