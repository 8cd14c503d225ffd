import Characters
import Motion

/// The arms: they hang; for a stretch of speech they are lifted, beat on stressed vowels, and sink when it ends.
///
/// Lifting and sinking lie in the pauses before and after where there is time, so that what moves within speech keeps
/// time with it. Hands that stay down mark a vowel by a flick.
struct ArmPlan {
  /// Displacement of shoulder, upper arm, lower arm and hand from the hanging pose, for the left and the right arm,
  /// in the frame of the right arm.
  private(set) var joints: [[[SIMD3<Double>]]]
  /// When and how far each hand opens for its gestures, left and right.
  private(set) var openings: [[(envelope: Envelope, size: Double)]]

  init(_ situation: Situation, _ beats: BeatPlan, manner: Manner, clock: FrameClock, seed: UInt64) {
    var dice = Dice(seed: seed, "arms")
    let gestures = Self.plan(situation, beats, manner, &dice)
    joints = [[], []]
    openings = [[], []]
    for arm in 0..<2 {
      let own = gestures.filter { $0.arms[arm] }
      openings[arm] = own.filter { $0.opening > 0 }.map { ($0.handEnvelope, $0.opening) }
      for joint in 0..<4 {
        // Elbow, wrist and hand come later than the shoulder.
        let lag = [0, 0, 0.015, 0.035][joint]
        let rest = Self.lift[joint] * manner.restLift[arm]
        var vector = Array(repeating: SIMD3<Double>.zero, count: clock.times.count)
        for axis in 0..<3 {
          var curve = Curve(clock)
          curve.values = Gesture.keys(own, rest: rest[axis], joint: joint, axis: axis, lag: lag)
            .sampled(clock)
          curve.smooth(seconds: 0.032)
          curve.addNoise(frequency: 0.16, deviation: [0.002, 0.006, 0.008, 0.01][joint], &dice)
          for k in vector.indices { vector[k][axis] = curve[k] }
        }
        joints[arm].append(vector)
      }
    }
  }

  /// From the hanging arm to a forearm lifted before the belly.
  private static let lift = ArmPose.smallBeat[0].displacement

  private static func plan(
    _ s: Situation, _ beats: BeatPlan, _ manner: Manner, _ dice: inout Dice
  ) -> [Gesture] {
    var result = s.acts.compactMap { act(at: $0.time, $0.text, manner) }
    for stretch in stretches(s, &dice) {
      let own = beats.beats(from: stretch.start, until: stretch.end)
      guard !own.isEmpty else { continue }
      // Both are always drawn, so that a change of one habit leaves the other stretches alone.
      let isLifted = dice.chance(manner.handiness)
      var unit = gesture(stretch, own, manner, &dice)
      if isLifted {
        // Hands that are still up go on from where they are.
        let before = result.filter { $0.prepare < unit.prepare }.max { $0.release < $1.release }
        unit.prepare = max(unit.prepare, (before?.release ?? -1) + 0.02, 0.05)
        unit.beats.removeAll { $0.begin < unit.prepare + 0.3 }
      }
      if isLifted, !unit.beats.isEmpty,
        !result.contains(where: { $0.overlaps(unit.prepare, unit.release) && $0.release > unit.prepare })
      {
        result.append(unit)
      } else {
        let free = result.filter { $0.overlaps(stretch.start - 1, stretch.end + 1) }
        for beat in own where dice.chance(0.8) {
          let flick = flick(beat, manner, &dice)
          if !free.contains(where: { $0.overlaps(flick.prepare, flick.end) }) { result.append(flick) }
        }
      }
    }
    return result.sorted { $0.prepare < $1.prepare }
  }

  /// Parts of turns of some seconds, which end where phrases do.
  private static func stretches(_ s: Situation, _ dice: inout Dice) -> [Situation.Stretch] {
    var result: [Situation.Stretch] = []
    for turn in s.turns {
      var most = dice.between(4, 9)
      var open: Situation.Stretch?
      for phrase in s.phrases where phrase.start >= turn.start - 1e-6 && phrase.start < turn.end {
        if let current = open, phrase.start - current.start > most {
          result.append(current)
          open = phrase
          most = dice.between(4, 9)
        } else {
          open = Situation.Stretch(start: open?.start ?? phrase.start, end: phrase.end)
        }
      }
      if let open { result.append(open) }
    }
    return result
  }

  /// A lift over a stretch of speech with a stroke on each of its beats.
  private static func gesture(
    _ stretch: Situation.Stretch, _ beats: [BeatPlan.Beat], _ manner: Manner, _ dice: inout Dice
  ) -> Gesture {
    let arm = manner.hand > 0 ? [true, false] : [false, true]
    let poses: [ArmPose]
    let opening: Double
    switch dice.pick(manner.gestures) {
    case 0: (poses, opening) = (ArmPose.smallBeat, 0.45)
    case 1: (poses, opening) = (ArmPose.mediumBeat, 0.6)
    default: (poses, opening) = (ArmPose.openPalm, 0.95)
    }
    let arms = dice.chance(manner.bothHands) ? [true, true] : dice.chance(0.9) ? arm : [arm[1], arm[0]]
    let level = dice.between(0.82, 1) * manner.handHeight
    let span = zip(poses[0].displacement, poses[1].displacement).map { $1 - $0 }
    // A palm that is shown stays open between its beats.
    let shown = opening > 0.9 ? 0.5 : 0
    // However far apart the poses are, a beat is as large as the character's beats are; two hands do it with less each.
    let travel = span.reduce(0) { $0 + ($1 * $1).sum().squareRoot() }
    let reach =
      scale(manner.style.energy, 0.75, 1.2) * manner.beatSize * (arms[0] && arms[1] ? 0.36 : 0.52)
      / max(0.1, travel)
    // The lighter ones are left to the head.
    let struck = beats.filter { beat in dice.chance(0.82) || beat.strength > 1.2 }
    let strokes = struck.map { beat in
      let stroke = dice.between(0.14, 0.17)
      return Gesture.Beat(
        begin: beat.apex - stroke, apex: beat.apex, hold: 0, back: beat.apex + dice.between(0.15, 0.19),
        size: reach * beat.strength * dice.between(0.9, 1.1))
    }
    let ready = zip(poses[0].displacement, span).map { $0 * level + $1 * shown }
    let apex = zip(ready, span).map { $0 + $1 }
    let first = strokes.first?.begin ?? stretch.start
    // They sink with the end of the words, or when the last stroke is long past.
    let last = (strokes.last?.back ?? stretch.start) + 0.05
    let release = max(last, min(stretch.end + dice.between(0, 0.15), last + 0.6))
    return Gesture(
      arms: arms, ready: ready, apex: apex,
      prepare: min(stretch.start - 0.25, first - 0.35) - dice.between(0.15, 0.4), release: release,
      end: release + dice.between(0.7, 1) * manner.slowness, beats: strokes, opening: opening)
  }

  /// A small turn of a hanging arm.
  private static func flick(_ beat: BeatPlan.Beat, _ manner: Manner, _ dice: inout Dice) -> Gesture {
    let arm = manner.hand > 0 ? 0 : 1
    let rest = lift.map { $0 * manner.restLift[arm] }
    let share = 0.17 * beat.strength * manner.beatSize
    let begin = beat.apex - 0.15
    let back = beat.apex + dice.between(0.2, 0.26)
    return Gesture(
      arms: arm == 0 ? [true, false] : [false, true], ready: rest,
      apex: zip(rest, lift).map { $0 + $1 * share }, prepare: begin - 0.01, release: back + 0.01,
      end: back + 0.02,
      beats: [Gesture.Beat(begin: begin, apex: beat.apex, hold: 0, back: back, size: 1)], opening: 0)
  }

  /// What a script asks for.
  private static func act(at time: Double, _ text: String, _ manner: Manner) -> Gesture? {
    let arm = manner.hand > 0 ? [true, false] : [false, true]
    func gesture(
      _ poses: [ArmPose], _ size: Double, _ arms: [Bool], _ beats: [Gesture.Beat], prepare: Double,
      retract: Double, opening: Double
    ) -> Gesture {
      let release = (beats.last?.back ?? time) + 0.02
      return Gesture(
        arms: arms, ready: poses[0].displacement.map { $0 * size },
        apex: poses[1].displacement.map { $0 * size }, prepare: prepare, release: release,
        end: release + retract, beats: beats, opening: opening)
    }
    if text.contains("wave") || text.contains("👋") {
      let swings = (0..<3).map { k in
        let apex = time + 0.75 + 0.4 * Double(k)
        return Gesture.Beat(
          begin: apex - 0.19, apex: apex, hold: 0, back: apex + 0.19, size: 1 - 0.15 * Double(k))
      }
      return gesture(ArmPose.wave, 0.95, arm, swings, prepare: time, retract: 0.75, opening: 1)
    }
    if text.contains("shrug") || text.contains("🤷") {
      let apex = time + 0.75
      return gesture(
        ArmPose.shrug, 0.9, [true, true],
        [Gesture.Beat(begin: apex - 0.28, apex: apex, hold: 0.4, back: apex + 0.7, size: 1)],
        prepare: apex - 0.7, retract: 0.5, opening: 0.9)
    }
    return nil
  }
}
