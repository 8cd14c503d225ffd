import Characters
import Conversation

/// Emotions over the whole session: each rises, stays, decays to a remainder and makes way for the next.
struct EmotionPlan {
  /// Weights by channel, of emotion alone.
  private(set) var curves: [String: Curve] = [:]
  /// Head in degrees: pitch, yaw, roll.
  private(set) var pitch: Curve
  private(set) var yaw: Curve
  private(set) var roll: Curve
  /// Stretches in which an emotion takes the gaze, and where to, in degrees.
  private(set) var gazes: [(stretch: Situation.Stretch, yaw: Double, pitch: Double)] = []
  /// When emotions change.
  private(set) var changes: [Double] = []

  init(_ situation: Situation, manner: Manner, clock: FrameClock, seed: UInt64) {
    let empty = Curve(clock)
    (pitch, yaw, roll) = (empty, empty, empty)
    var dice = Dice(seed: seed, "emotions")
    var feelings = situation.feelings
    for act in situation.acts where act.text.contains("laugh") || act.text.contains("chuckl") {
      feelings.append(Situation.Feeling(time: act.time, emotion: .amusement, strength: 0.75))
    }
    feelings.sort { $0.time < $1.time }
    var valence = 0.0
    for (number, feeling) in feelings.enumerated() {
      let next = number + 1 < feelings.count ? feelings[number + 1].time : .infinity
      changes.append(feeling.time)
      guard let shape = EmotionShape.shape(of: feeling.emotion) else {
        valence = 0
        continue
      }
      // Smiles come easier to the warm, and frowns to the cold.
      let warmth = manner.style.warmth
      let bent =
        shape.valence > 0 ? scale(warmth, 0.75, 1.2) : shape.valence < 0 ? scale(warmth, 1.15, 0.75) : 1
      let strength = min(1, feeling.strength * manner.emotion * bent)
      let isTurn = shape.valence * valence < 0
      valence = shape.valence
      for (name, target) in shape.weights.sorted(by: { $0.key < $1.key }) {
        // Shapes are written for a stronger left side.
        let channel = manner.strongSide > 0 ? name : Self.mirrored(name)
        let delay = Self.delay(of: channel) + (isTurn && channel.hasPrefix("mouth") ? 0.25 : 0)
        add(
          shape, from: feeling.time + delay, until: next, slowness: manner.slowness, target: target,
          exponent: EmotionShape.exponent(of: channel), strength: strength,
          to: &curves[channel, default: empty])
      }
      let from = feeling.time + 0.08
      let side = dice.chance(0.85) ? 1.0 : -1
      for (axis, degrees) in [
        (0, shape.head.x), (1, shape.head.y * side), (2, shape.head.z * side * manner.strongSide),
      ]
      where degrees != 0 {
        var curve = axis == 0 ? pitch : axis == 1 ? yaw : roll
        add(
          shape, from: from, until: next, slowness: manner.slowness * 1.3, target: degrees, exponent: 0.9,
          strength: strength, to: &curve)
        if axis == 0 { pitch = curve } else if axis == 1 { yaw = curve } else { roll = curve }
      }
      if let gaze = shape.gaze {
        let end = min(next, feeling.time + shape.onset + min(shape.apex, 2) * manner.slowness)
        let size = 0.6 + 0.4 * strength
        gazes.append(
          (
            Situation.Stretch(start: feeling.time, end: end), gaze.x * size * manner.awaySide * -1,
            gaze.y * size
          ))
      }
    }
    breathe(&dice, clock)
  }

  /// A peak and a remainder of 20 %; both end soon after the next emotion begins.
  private func add(
    _ shape: EmotionShape, from: Double, until next: Double, slowness: Double, target: Double,
    exponent: Double,
    strength: Double, to curve: inout Curve
  ) {
    let peak = target * power(strength, exponent)
    let rest = target * power(strength * 0.2, exponent)
    let full = from + shape.onset * slowness
    let fading = min(max(full, next), full + shape.apex * slowness)
    let gone = min(max(fading, next) + 0.45 * slowness, fading + shape.offset * slowness)
    curve.add(Envelope(start: from, full: full, release: fading, end: gone), peak - rest)
    let letting = min(max(full, next), full + 9)
    curve.add(Envelope(start: from, full: full, release: letting, end: letting + 0.5 * slowness), rest)
  }

  /// No apex is frozen: everything swells and ebbs by some 6 %.
  private mutating func breathe(_ dice: inout Dice, _ clock: FrameClock) {
    var life = Curve(clock)
    life.addNoise(frequency: 0.5, deviation: 0.06, &dice)
    for name in curves.keys.sorted() {
      for k in clock.times.indices { curves[name]?[k] *= 1 + life[k] }
    }
  }

  private func power(_ x: Double, _ exponent: Double) -> Double { x > 0 ? realPower(x, exponent) : 0 }

  private static func mirrored(_ channel: String) -> String {
    if channel.hasSuffix("Left") { return channel.dropLast(4) + "Right" }
    return channel.hasSuffix("Right") ? channel.dropLast(5) + "Left" : channel
  }

  /// Brows lead, lids and cheeks follow, then mouth and jaw.
  private static func delay(of channel: String) -> Double {
    if channel.hasPrefix("brow") { return 0 }
    if channel.hasPrefix("eye") { return 0.06 }
    if channel.hasPrefix("cheek") || channel.hasPrefix("nose") { return 0.09 }
    return channel == "jawOpen" ? 0.12 : 0.07
  }
}
