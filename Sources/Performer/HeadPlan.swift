import Characters

/// How the head moves, in degrees: pitch nods down, yaw turns to the character's left, roll tilts to its left shoulder.
struct HeadPlan {
  private(set) var pitch: Curve
  private(set) var yaw: Curve
  private(set) var roll: Curve
  /// Lift of the brows that goes with accents and questions.
  private(set) var brows: Curve
  /// Lowering of the brows on other accents.
  private(set) var knit: Curve

  init(
    _ situation: Situation, _ beats: BeatPlan, _ emotions: EmotionPlan, _ gaze: GazePlan, manner: Manner,
    clock: FrameClock, seed: UInt64
  ) {
    let empty = Curve(clock)
    (pitch, yaw, roll, brows, knit) = (empty, empty, empty, empty, empty)
    var dice = Dice(seed: seed, "head")
    addSway(situation, manner, clock, &dice)
    addPostures(situation, manner, clock, &dice)
    addAccents(situation, beats, manner, &dice)
    addNods(situation, manner, &dice)
    addActs(situation)
    let rest = manner.headRest
    for k in clock.times.indices {
      pitch[k] += gaze.headPitch[k] * -1 + emotions.pitch[k] + 3 * manner.style.shyness + rest.x
      yaw[k] += gaze.headYaw[k] + emotions.yaw[k] + rest.y
      roll[k] += emotions.roll[k] * scale(manner.style.formality, 1.4, 0.4) + rest.z
      pitch[k] = Self.held(pitch[k], 20)
      yaw[k] = Self.held(yaw[k], 30)
      roll[k] = Self.held(roll[k], 14)
    }
    pitch.smooth(seconds: 0.032)
    yaw.smooth(seconds: 0.036)
    roll.smooth(seconds: 0.04)
    brows.smooth(seconds: 0.03)
    knit.smooth(seconds: 0.03)
  }

  /// Restless stillness: slow noise, larger in speech.
  private mutating func addSway(_ s: Situation, _ manner: Manner, _ clock: FrameClock, _ dice: inout Dice) {
    let size = scale(manner.style.energy, 0.5, 1.6)
    var noise = [Curve(clock), Curve(clock), Curve(clock)]
    for (axis, (deviation, frequency)) in [(0.6, 0.24), (0.9, 0.19), (0.55, 0.17)].enumerated() {
      let pace = frequency * manner.swayPace
      noise[axis].addNoise(frequency: pace, deviation: deviation * size, &dice)
      noise[axis].addNoise(frequency: pace * 4, deviation: deviation * size * 0.2, &dice)
    }
    var gain = Curve(clock)
    for k in clock.times.indices {
      gain[k] = s.isSpeaking(at: clock.times[k]) ? 1.6 : s.isListening(at: clock.times[k]) ? 0.95 : 1.1
    }
    gain.smooth(seconds: 0.35)
    for k in clock.times.indices {
      pitch[k] += noise[0][k] * gain[k]
      yaw[k] += noise[1][k] * gain[k]
      roll[k] += noise[2][k] * gain[k]
    }
  }

  /// A posture per phrase, a tilt while listening.
  private mutating func addPostures(_ s: Situation, _ manner: Manner, _ clock: FrameClock, _ dice: inout Dice)
  {
    var keys = [KeyCurve(), KeyCurve(), KeyCurve()]
    for key in keys.indices { keys[key].add(0, 0) }
    var posture = SIMD3<Double>.zero
    let tilt = 2 * scale(manner.style.formality, 1.4, 0.4)
    var moments = s.phrases.map { ($0, true) } + s.partnerTurns.map { ($0, false) }
    moments.sort { ($0.0.start, $0.0.end) < ($1.0.start, $1.0.end) }
    var free = 0.0
    for (stretch, isOwn) in moments where stretch.start > free + 0.3 {
      let goal: SIMD3<Double>
      if isOwn {
        goal = SIMD3(dice.between(-1.6, 0.4), dice.normal() * 2.2, dice.normal() * tilt * 0.8)
      } else {
        let lean =
          (1 + 3.5 * manner.style.warmth) * (dice.chance(0.7) ? manner.strongSide : -manner.strongSide)
        goal = SIMD3(dice.between(0, 1.5), dice.normal() * 1.2, lean * 0.7)
      }
      let length = dice.between(0.55, 0.9) * manner.slowness
      for axis in 0..<3 {
        keys[axis].add(stretch.start - 0.12, posture[axis])
        keys[axis].add(stretch.start - 0.12 + length, goal[axis])
      }
      posture = goal
      free = stretch.start + length
      guard isOwn, stretch.end > free + 0.5 else { continue }
      posture.x += 1.8
      keys[0].add(stretch.end - 0.4, goal.x)
      keys[0].add(stretch.end - 0.05, posture.x)
      free = stretch.end
    }
    let (p, y, r) = (keys[0].sampled(clock), keys[1].sampled(clock), keys[2].sampled(clock))
    for k in clock.times.indices {
      pitch[k] += p[k]
      yaw[k] += y[k]
      roll[k] += r[k]
    }
  }

  /// Nods on beats, lowest where the energy peaks; brows lead by 60 ms.
  private mutating func addAccents(
    _ s: Situation, _ beats: BeatPlan, _ manner: Manner, _ dice: inout Dice
  ) {
    var last = -1.0
    for beat in beats.beats {
      let raises = dice.chance(0.42 * beat.strength * scale(manner.style.energy, 0.5, 1.6))
      let lift = dice.between(0.14, 0.3)
      if raises, dice.chance(manner.knitting) {
        knit.add(peak: beat.apex - 0.04, before: 0.19, after: 0.3, lift)
      } else if raises {
        addBrows(at: beat.apex - 0.06, lift)
      }
      let isNod = dice.chance(0.9)
      let shape = (after: dice.between(0.2, 0.26), side: dice.sign(), turns: dice.chance(0.5))
      if Self.negations.contains(beat.accent.word), beat.apex - last > 0.35 {
        let size = 5 * scale(manner.style.energy, 0.7, 1.3) * shape.side
        for (k, share) in [1.0, -0.9, 0.5].enumerated() {
          yaw.add(peak: beat.apex + 0.02 + 0.25 * Double(k), before: 0.2, after: 0.25, size * share)
        }
        last = beat.apex + 0.4
        continue
      }
      guard isNod, beat.apex > last else { continue }
      last = beat.apex
      let size = 4.4 * beat.strength * scale(manner.style.energy, 0.7, 1.35) * manner.nodSize
      pitch.add(peak: beat.apex - 0.15, before: 0.14, after: 0.11, -0.12 * size)
      pitch.add(peak: beat.apex + 0.01, before: 0.15, after: shape.after, size)
      let aside = size * 0.28 * shape.side
      if shape.turns {
        yaw.add(peak: beat.apex + 0.01, before: 0.17, after: 0.28, aside)
      } else {
        roll.add(peak: beat.apex + 0.01, before: 0.17, after: 0.3, aside)
      }
    }
    for number in s.questions.sorted() {
      let end = s.turns[number].end
      addBrows(at: end - 0.15, 0.26, after: 0.9)
      pitch.add(Envelope(start: end - 0.5, full: end - 0.1, release: end + 0.5, end: end + 1.1), -2.2)
      let side = dice.chance(0.7) ? manner.strongSide : -manner.strongSide
      roll.add(Envelope(start: end - 0.6, full: end - 0.1, release: end + 0.7, end: end + 1.5), 3.4 * side)
    }
  }

  private mutating func addBrows(at time: Double, _ size: Double, after: Double = 0.28) {
    brows.add(peak: time, before: 0.19, after: after, size)
  }

  /// Nods that tell a speaker to go on: shortly after the pauses of the partner.
  private mutating func addNods(_ s: Situation, _ manner: Manner, _ dice: inout Dice) {
    var last = -10.0
    for phrase in s.partnerPhrases {
      let time = phrase.end + dice.between(0.15, 0.42)
      let isDrawn = dice.chance(0.62 * scale(manner.style.warmth, 0.4, 1.4))
      guard isDrawn, time - last > 2.3, phrase.end - phrase.start > 0.5, !s.isSpeaking(at: time + 0.35) else {
        continue
      }
      last = time
      let count = 1 + dice.pick([0.4, 0.45, 0.15])
      let period = 1 / dice.between(2.2, 2.9)
      var size = dice.between(3, 5)
      for k in 0..<count {
        pitch.add(peak: time + 0.16 + Double(k) * period, before: period * 0.46, after: period * 0.6, size)
        size *= 0.66
      }
      if dice.chance(0.35) { addBrows(at: time, 0.14) }
    }
  }

  /// Nods, shakes and greetings that the script asks for.
  private mutating func addActs(_ s: Situation) {
    for act in s.acts {
      if act.text.contains("nod") || act.text.contains("👍") {
        for (k, size) in [7.0, 4.6, 3].enumerated() {
          pitch.add(peak: act.time + 0.2 + 0.42 * Double(k), before: 0.2, after: 0.26, size)
        }
      } else if act.text.contains("shakes") {
        for (k, size) in [8.0, -8, 5, -2].enumerated() {
          yaw.add(peak: act.time + 0.2 + 0.27 * Double(k), before: 0.24, after: 0.28, size)
        }
      } else if act.text.contains("wave") || act.text.contains("👋") {
        pitch.add(peak: act.time + 0.22, before: 0.22, after: 0.4, -4)
        roll.add(
          Envelope(start: act.time, full: act.time + 0.4, release: act.time + 1, end: act.time + 1.6), 3)
        addBrows(at: act.time + 0.15, 0.4, after: 0.5)
      } else if act.text.contains("shrug") || act.text.contains("🤷") {
        roll.add(
          Envelope(start: act.time, full: act.time + 0.4, release: act.time + 0.8, end: act.time + 1.4), 6)
        addBrows(at: act.time + 0.25, 0.3, after: 0.6)
      }
    }
  }

  private static let negations: Set<String> = [
    "no", "not", "never", "nothing", "nobody", "none", "don't", "won't", "can't",
  ]

  /// Holds a value inside ±limit, softly from three quarters on.
  private static func held(_ x: Double, _ limit: Double) -> Double {
    let knee = limit * 0.75
    guard abs(x) > knee else { return x }
    let over = (abs(x) - knee) / (limit - knee)
    return (x < 0 ? -1 : 1) * (knee + (limit - knee) * (over / (1 + over)))
  }
}
