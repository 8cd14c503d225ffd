import Characters
import Motion

/// The arms: they hang, and now and then lift a beat onto a stressed word.
struct ArmPlan {
  /// Displacement of shoulder, upper arm, lower arm and hand from the hanging pose, for the left and the right arm,
  /// in the frame of the right arm.
  private(set) var joints: [[[SIMD3<Double>]]]
  /// When and how far each hand opens for its strokes, left and right.
  private(set) var openings: [[(envelope: Envelope, size: Double)]]

  private struct Stroke {
    var apex: Double
    var poses: [ArmPose]
    /// Seconds of preparation, stroke, hold and retraction.
    var times: (prepare: Double, stroke: Double, hold: Double, retract: Double)
    var size: Double
    /// Left, right.
    var arms: [Bool]
    /// Extra swings between both poses after the apex.
    var swings = 0
    /// How far the hand opens: 0 as it hangs, 1 with the fingers spread.
    var opening = 0.45

    /// The hand opens while the arm prepares and closes while it sinks.
    var handEnvelope: Envelope {
      let begin = apex - times.stroke
      let held = apex + 0.2 * Double(swings) + times.hold
      return Envelope(start: begin - times.prepare, full: begin, release: held, end: held + times.retract)
    }
  }

  init(_ situation: Situation, manner: Manner, clock: FrameClock, seed: UInt64) {
    var dice = Dice(seed: seed, "arms")
    let strokes = Self.plan(situation, manner, &dice)
    joints = [[], []]
    openings = [[], []]
    for arm in 0..<2 {
      let own = strokes.filter { $0.arms[arm] }
      openings[arm] = own.map { ($0.handEnvelope, $0.opening) }
      for joint in 0..<4 {
        // Elbow, wrist and hand come later than the shoulder.
        let lag = [0, 0, 0.025, 0.055][joint]
        var vector = Array(repeating: SIMD3<Double>.zero, count: clock.times.count)
        for axis in 0..<3 {
          var curve = Curve(clock)
          curve.values = Self.keys(own, joint: joint, axis: axis, lag: lag).sampled(clock)
          curve.smooth(seconds: 0.045)
          curve.addNoise(frequency: 0.16, deviation: [0.002, 0.006, 0.008, 0.01][joint], &dice)
          for k in vector.indices { vector[k][axis] = curve[k] }
        }
        joints[arm].append(vector)
      }
    }
  }

  /// Which stressed words get a beat: some 7 to 12 a minute of own speech, never two within 0.9 s.
  private static func plan(_ s: Situation, _ manner: Manner, _ dice: inout Dice) -> [Stroke] {
    var result: [Stroke] = []
    let arm = manner.hand > 0 ? [true, false] : [false, true]
    for act in s.acts {
      if act.text.contains("wave") || act.text.contains("👋") {
        result.append(
          Stroke(
            apex: act.time + 0.75, poses: ArmPose.wave, times: (0.55, 0.2, 0.1, 0.75), size: 0.95, arms: arm,
            swings: 4, opening: 1))
      } else if act.text.contains("shrug") || act.text.contains("🤷") {
        result.append(
          Stroke(
            apex: act.time + 0.75, poses: ArmPose.shrug, times: (0.42, 0.28, 0.4, 0.7), size: 0.9,
            arms: [true, true], opening: 0.9))
      }
    }
    let rate = 0.34 * scale(manner.style.energy, 0.5, 1.5)
    for accent in s.accents {
      guard dice.chance(accent.isNuclear ? rate * 1.3 : rate * 0.8) else { continue }
      let poses: [ArmPose]
      var opening = 0.45
      var times = (prepare: 0.38, stroke: 0.16, hold: 0.14, retract: 0.62)
      switch dice.pick([0.5, 0.3, 0.2]) {
      case 0: poses = ArmPose.smallBeat
      case 1:
        poses = ArmPose.mediumBeat
        times.stroke = 0.18
        opening = 0.6
      default:
        poses = ArmPose.openPalm
        times = (0.42, 0.24, 0.38, 0.7)
        opening = 0.95
      }
      // The apex lies just before the vowel's onset, with a little human scatter.
      let apex = accent.onset - 0.02 + dice.normal() * 0.02
      let start = apex - times.stroke - times.prepare
      let turn = s.turns.first { $0.contains(accent.time) }
      guard start > (turn?.start ?? 0) - 0.3, start > 0.2 else { continue }
      let isFree = result.allSatisfy { other in
        let otherEnd = other.apex + other.times.hold + Double(other.swings) * 0.2
        let otherStart = other.apex - other.times.stroke - other.times.prepare
        return apex - times.stroke > otherEnd + 0.3 || apex + times.hold < otherStart - 0.3
      }
      guard isFree, result.allSatisfy({ abs($0.apex - apex) > 0.9 }) else { continue }
      let hands = dice.chance(0.2) ? [true, true] : dice.chance(0.85) ? arm : [arm[1], arm[0]]
      result.append(
        Stroke(
          apex: apex, poses: poses, times: times,
          size: dice.between(0.82, 1.02) * scale(manner.style.energy, 0.85, 1.1), arms: hands,
          opening: opening))
    }
    return result.sorted { $0.apex < $1.apex }
  }

  private static func keys(_ strokes: [Stroke], joint: Int, axis: Int, lag: Double) -> KeyCurve {
    var keys = KeyCurve()
    keys.add(-1, 0)
    var free = -1.0
    for (number, stroke) in strokes.enumerated() {
      let ready = stroke.poses[0].displacement[joint][axis] * stroke.size
      let apex = stroke.poses[1].displacement[joint][axis] * stroke.size
      let begin = stroke.apex - stroke.times.stroke
      let start = max(free, begin - stroke.times.prepare)
      if begin - free > stroke.times.prepare { keys.add(start + lag, 0) }
      keys.add(begin + lag, ready)
      keys.add(stroke.apex + lag, apex)
      var end = stroke.apex
      for swing in 0..<stroke.swings {
        end += 0.2
        let size = 1 - 0.15 * Double(swing)
        keys.add(end + lag, swing % 2 == 0 ? ready * size + apex * (1 - size) : apex)
      }
      // A held hand sinks back a little.
      let held = end + stroke.times.hold
      keys.add(held + lag, apex * 0.95 + ready * 0.03)
      free = held + stroke.times.retract
      let next = number + 1 < strokes.count ? strokes[number + 1] : nil
      let nextBegin = next.map { $0.apex - $0.times.stroke - $0.times.prepare } ?? .infinity
      if nextBegin > free {
        keys.add(free + lag, 0)
      } else {
        free = held
      }
    }
    return keys
  }
}
