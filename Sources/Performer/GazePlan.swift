import Characters

/// Where the eyes look, in degrees before the body: yaw to the character's left, pitch upward. The partner is at 0, 0.
struct GazePlan {
  /// A place that the eyes rest on.
  struct Fixation {
    var start: Double
    var yaw: Double
    var pitch: Double
    /// Whether the partner is looked at.
    var isPartner: Bool
    /// Whether it is a small hop within the same target, which the head ignores.
    var isHop: Bool
  }

  private(set) var fixations: [Fixation] = []
  /// The eyes' aim.
  private(set) var yaw: Curve
  private(set) var pitch: Curve
  /// What the head contributes.
  private(set) var headYaw: Curve
  private(set) var headPitch: Curve
  /// When the aim changes by more than a hop, and by how many degrees.
  private(set) var shifts: [(time: Double, size: Double)] = []

  init(_ situation: Situation, _ emotions: EmotionPlan, manner: Manner, clock: FrameClock, seed: UInt64) {
    let empty = Curve(clock)
    (yaw, pitch, headYaw, headPitch) = (empty, empty, empty, empty)
    var dice = Dice(seed: seed, "gaze")
    var wish = Wish(situation, emotions, manner, clock, &dice)
    wish.dropGlimpses(shorterThan: 0.28, clock)
    plan(wish, situation, manner, clock, &dice)
    sample(manner, clock)
    yaw.addNoise(frequency: 0.5, deviation: 0.12, &dice)
    pitch.addNoise(frequency: 0.5, deviation: 0.1, &dice)
  }

  private mutating func plan(
    _ wish: Wish, _ situation: Situation, _ manner: Manner, _ clock: FrameClock, _ dice: inout Dice
  ) {
    for run in wish.runs() {
      let start = clock.times[run.lowerBound]
      let end = run.upperBound < clock.times.count ? clock.times[run.upperBound] : start + 60
      let isSpeaking = situation.isSpeaking(at: start)
      var aim = (yaw: 0.0, pitch: 0.0)
      let isPartner = wish.marks[run.lowerBound] == 0
      if wish.marks[run.lowerBound] > 1 {
        aim = wish.places[wish.marks[run.lowerBound] - 2]
      } else if !isPartner {
        aim = Self.away(isSpeaking, manner, &dice)
      }
      fixations.append(
        Fixation(start: start, yaw: aim.yaw, pitch: aim.pitch, isPartner: isPartner, isHop: false))
      var t = start
      while true {
        t += max(
          0.3,
          dice.logNormal(median: (isSpeaking ? 0.9 : 1.3) * scale(manner.style.tempo, 1.3, 0.75), sigma: 0.5))
        guard t < end - 0.2 else { break }
        // Eye, other eye, mouth of the partner; small hops elsewhere.
        let hop: (Double, Double)
        if isPartner {
          let place = dice.pick([0.6, 0.25, 0.15])
          hop = [(-0.9, 0.4), (1.3, 0.4), (0.1, -2.2)][place]
        } else {
          hop = (dice.between(-0.8, 0.8), dice.between(-0.6, 0.6))
        }
        let size = scale(manner.style.nervousness, 0.8, 1.4)
        fixations.append(
          Fixation(
            start: t, yaw: aim.yaw + hop.0 * size, pitch: aim.pitch + hop.1 * size, isPartner: isPartner,
            isHop: true))
      }
    }
  }

  /// A direction to look away to.
  private static func away(_ isSpeaking: Bool, _ manner: Manner, _ dice: inout Dice) -> (
    yaw: Double, pitch: Double
  ) {
    let down = 0.2 + 0.35 * manner.style.shyness
    let side = manner.awaySide * (dice.chance(0.67) ? 1 : -1)
    let size = scale(manner.style.formality, 1.2, 0.65)
    switch dice.pick(isSpeaking ? [0.42, down, 0.3] : [0.55, down, 0.1]) {
    case 0: return (side * dice.between(8, 14) * size, dice.between(-3, 2))
    case 1: return (side * dice.between(3, 9) * size, -dice.between(7, 12) * size)
    default: return (side * dice.between(7, 12) * size, dice.between(5, 9) * size)
    }
  }

  /// Saccades by the main sequence (21 ms + 2.2 ms per degree), at least two frames long; the head follows larger
  /// shifts later and slower.
  private mutating func sample(_ manner: Manner, _ clock: FrameClock) {
    var (fromYaw, fromPitch) = (0.0, 0.0)
    var (headFromYaw, headFromPitch) = (0.0, 0.0)
    for fixation in fixations {
      let (dy, dp) = (fixation.yaw - fromYaw, fixation.pitch - fromPitch)
      let size = (dy * dy + dp * dp).squareRoot()
      let length = max(0.034, 0.021 + 0.0022 * size)
      add(dy, dp, from: fixation.start, length: length, clock, toHead: false)
      (fromYaw, fromPitch) = (fixation.yaw, fixation.pitch)
      guard !fixation.isHop else { continue }
      if size > 3 { shifts.append((fixation.start, size)) }
      let away = (fixation.yaw * fixation.yaw + fixation.pitch * fixation.pitch).squareRoot()
      let share = away < 6 ? 0 : away < 15 ? 0.28 : 0.5
      let (headYaw, headPitch) = (fixation.yaw * share, fixation.pitch * share)
      let turn = (headYaw - headFromYaw, headPitch - headFromPitch)
      add(
        turn.0, turn.1, from: fixation.start + 0.035, length: (0.26 + 0.012 * size) * manner.slowness, clock,
        toHead: true)
      (headFromYaw, headFromPitch) = (headYaw, headPitch)
    }
    for k in clock.times.indices.dropFirst() {
      yaw[k] += yaw[k - 1]
      pitch[k] += pitch[k - 1]
      self.headYaw[k] += self.headYaw[k - 1]
      self.headPitch[k] += self.headPitch[k - 1]
    }
  }

  private mutating func add(
    _ dy: Double, _ dp: Double, from: Double, length: Double, _ clock: FrameClock, toHead: Bool
  ) {
    // Only the increments are written here; the curves are their running sums.
    var before = 0.0
    for k in clock.frames(from: from, until: from + length + clock.step) {
      let part = minimumJerk((clock.times[k] - from) / length)
      if toHead {
        headYaw[k] += dy * (part - before)
        headPitch[k] += dp * (part - before)
      } else {
        yaw[k] += dy * (part - before)
        pitch[k] += dp * (part - before)
      }
      before = part
    }
  }
}

/// Whether each frame wants the partner (0), somewhere else (1), or a place of its own (2 and up).
private struct Wish {
  var marks: [Int]
  var places: [(yaw: Double, pitch: Double)] = []

  init(
    _ situation: Situation, _ emotions: EmotionPlan, _ manner: Manner, _ clock: FrameClock, _ dice: inout Dice
  ) {
    marks = Array(repeating: 0, count: clock.times.count)
    let warmth = (manner.style.warmth - 0.5) * 0.5 - (manner.style.nervousness - 0.5) * 0.3
    var t = 0.0
    var looksAway = false
    let end = clock.times.last ?? 0
    while t < end {
      let state =
        situation.isSpeaking(at: t) ? (2.6, 1.5) : situation.isListening(at: t) ? (5.5, 1.1) : (3.0, 1.9)
      let mean = looksAway ? state.1 * (1 - warmth) : state.0 * (1 + warmth)
      let length = max(0.45, dice.logNormal(median: mean * 0.86, sigma: 0.5))
      if looksAway { paint(1, t, t + length, clock) }
      t += length
      looksAway.toggle()
    }
    for (number, turn) in situation.turns.enumerated() {
      let isLong = turn.end - turn.start > 1.6
      if isLong, dice.chance(0.5 + 0.4 * manner.style.shyness) {
        paint(1, turn.start - dice.between(0.1, 0.35), turn.start + dice.between(0.5, 1.3), clock)
      }
      if dice.chance(situation.questions.contains(number) ? 0.97 : 0.86) {
        let reply = situation.partnerTurns.first { $0.start >= turn.end - 0.1 }?.start ?? .infinity
        paint(0, turn.end - dice.between(0.35, 0.6), min(reply + 0.4, turn.end + 1.5), clock)
      }
    }
    for gaze in emotions.gazes {
      places.append((gaze.yaw, gaze.pitch))
      paint(places.count + 1, gaze.stretch.start, gaze.stretch.end, clock)
    }
  }

  private mutating func paint(_ mark: Int, _ start: Double, _ end: Double, _ clock: FrameClock) {
    for k in clock.frames(from: start, until: end) { marks[k] = mark }
  }

  /// Stretches of one mark.
  func runs() -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for k in marks.indices where k + 1 == marks.count || marks[k + 1] != marks[k] {
      result.append(start..<(k + 1))
      start = k + 1
    }
    return result
  }

  /// Lets stretches that are too short to be a look go on as the one before.
  mutating func dropGlimpses(shorterThan seconds: Double, _ clock: FrameClock) {
    let least = Int((seconds / clock.step).rounded())
    for run in runs() where run.count < least && run.lowerBound > 0 {
      for k in run { marks[k] = marks[run.lowerBound - 1] }
    }
  }
}
