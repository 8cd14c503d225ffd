import Characters
import Conversation

/// Lips in speech: keys at the core of each phone with a smooth curve through them, then the closures.
struct LipPlan {
  /// Channels that speech moves, without their side.
  static let channels = [
    "jawOpen", "mouthFunnel", "mouthPucker", "mouthStretch", "mouthSmile", "mouthLowerDown", "mouthUpperUp",
    "tongueOut",
  ]

  private(set) var curves: [String: Curve] = [:]
  /// How firmly the lips are shut, 0…1 (p b m).
  private(set) var seal: Curve
  /// Press and rolls that go with the seal.
  private(set) var press: Curve
  private(set) var rollUpper: Curve
  private(set) var rollLower: Curve
  /// Lower lip at the upper teeth, 0…1 (f v), and how far it rolls.
  private(set) var bite: Curve
  private(set) var biteRoll: Curve
  /// 1 in speech, with ramps of 150 ms.
  private(set) var activity: Curve
  private let sounds: [Situation.Sound]

  init(_ situation: Situation, manner: Manner, clock: FrameClock, seed: UInt64) {
    let empty = Curve(clock)
    (seal, press, rollUpper, rollLower) = (empty, empty, empty, empty)
    (bite, biteRoll, activity) = (empty, empty, empty)
    sounds = situation.sounds
    var dice = Dice(seed: seed, "lips")
    var keys: [String: KeyCurve] = [:]
    for name in Self.channels { keys[name] = KeyCurve() }
    for (number, phrase) in situation.phrases.enumerated() {
      activity.cover(
        Envelope(start: phrase.start - 0.15, full: phrase.start, release: phrase.end, end: phrase.end + 0.15))
      let inside = sounds.filter { phrase.contains($0.start) }
      let phrases = situation.phrases
      let previousEnd = number > 0 ? phrases[number - 1].end : -.infinity
      let nextStart = number + 1 < phrases.count ? phrases[number + 1].start : .infinity
      Self.open(phrase, after: previousEnd, first: inside.first, &keys, &dice)
      var held: [String: Double] = [:]
      for sound in inside { Self.addKeys(sound, manner, &keys, &held) }
      Self.close(phrase, before: nextStart, held: held, &keys)
    }
    for name in Self.channels {
      var curve = empty
      curve.values = keys[name]?.sampled(clock) ?? curve.values
      curve.smooth(seconds: name == "jawOpen" ? 0.018 : 0.015)
      curves[name] = curve
    }
    addClosures()
  }

  /// A breath before speech parts the lips, unless the first sound shuts them.
  private static func open(
    _ phrase: Situation.Stretch, after previous: Double, first: Situation.Sound?,
    _ keys: inout [String: KeyCurve],
    _ dice: inout Dice
  ) {
    guard phrase.start - previous > 0.45 else { return }
    for name in channels { keys[name]?.add(phrase.start - 0.36, 0) }
    let breathes = phrase.start - previous > 0.8 && first.map { !$0.phone.symbol.isBilabial } ?? false
    for name in channels {
      let value = breathes && name == "jawOpen" ? dice.between(0.05, 0.09) : 0
      keys[name]?.add(phrase.start - 0.14, value)
    }
  }

  /// After speech the lips part a little and come to rest; a short pause is bridged.
  private static func close(
    _ phrase: Situation.Stretch, before next: Double, held: [String: Double], _ keys: inout [String: KeyCurve]
  ) {
    for name in channels {
      let last = held[name] ?? 0
      if next - phrase.end > 0.45 {
        keys[name]?.add(phrase.end + 0.12, name == "jawOpen" ? max(0.035, last * 0.3) : last * 0.35)
        keys[name]?.add(min(phrase.end + 0.42, next - 0.37), 0)
      } else {
        keys[name]?.add((phrase.end + next) / 2, last * 0.4)
      }
    }
  }

  private static func addKeys(
    _ sound: Situation.Sound, _ manner: Manner, _ keys: inout [String: KeyCurve],
    _ held: inout [String: Double]
  ) {
    let shapes = PhoneShape.shapes(of: sound.phone)
    let isVowel = sound.phone.symbol.isVowel
    var gain = 1.0
    if isVowel {
      let stress = sound.phone.stress == 1 ? 1.45 : sound.phone.stress == 0 ? 1.08 : 1.28
      gain =
        stress * scale(manner.style.energy, 0.9, 1.12)
        * min(1, max(0.55, sound.duration / 0.09)).squareRoot()
    }
    for (part, shape) in shapes.enumerated() {
      // The core of the phone; rounding sets in early, because nothing else needs the lips.
      let core: (Double, Double) = shapes.count == 1 ? (0.3, 0.64) : part == 0 ? (0.14, 0.4) : (0.68, 0.94)
      for name in channels {
        let pull: Double =
          switch name {
          case "jawOpen": shape.jaw
          case "mouthFunnel", "mouthPucker": shape.round
          case "tongueOut": 1.0
          default: shape.spread
          }
        guard pull >= 0.2 else { continue }
        let target = shape.weights[name] ?? shape.weights[name + "Left"] ?? 0
        let sure = min(1, pull / 0.6)
        let value = (held[name] ?? 0) * (1 - sure) + target * (name == "jawOpen" ? gain : 1) * sure
        held[name] = value
        let early = (name == "mouthPucker" || name == "mouthFunnel") && part == 0 && target > 0.25 ? 0.045 : 0
        keys[name]?.add(sound.start + core.0 * sound.duration - early, value)
        if pull > 0.45, sound.duration > 0.05 {
          keys[name]?.add(sound.start + core.1 * sound.duration, value)
        }
      }
    }
  }

  private mutating func addClosures() {
    for (number, sound) in sounds.enumerated() {
      let before =
        number > 0 && sound.start - sounds[number - 1].end < 0.1 ? sounds[number - 1].duration : 0.1
      let following = number + 1 < sounds.count ? sounds[number + 1] : nil
      let after = following.map { $0.start - sound.end < 0.1 ? $0.duration : 0.1 } ?? 0.1
      let weights = PhoneShape.shapes(of: sound.phone)[0].weights
      if sound.phone.symbol.isBilabial {
        let rise = min(0.085, max(0.05, 0.75 * before))
        let fall = min(0.065, max(0.045, 0.6 * after))
        let early = sound.phone.symbol == .P ? 0.03 : 0.012
        let release = max(sound.start + 0.045, sound.end - early)
        // Full a little before the sound: lips meet near peak speed and press on.
        let envelope = Envelope(
          start: sound.start - rise, full: sound.start - 0.1 * rise, release: release, end: release + fall)
        seal.cover(envelope)
        press.cover(envelope, weights["mouthPressLeft"] ?? 0)
        rollUpper.cover(envelope, weights["mouthRollUpper"] ?? 0)
        rollLower.cover(envelope, weights["mouthRollLower"] ?? 0)
      } else if sound.phone.symbol.isLabiodental {
        let envelope = Envelope(
          start: sound.start - 0.08, full: sound.start + 0.01,
          release: max(sound.end - 0.01, sound.start + 0.04),
          end: max(sound.end, sound.start + 0.05) + 0.07)
        bite.cover(envelope)
        biteRoll.cover(envelope, weights["mouthRollLower"] ?? 0.5)
      }
    }
  }

  /// Holds a jaw to the caps of sounds that teeth or tongue tip make.
  func cap(_ jaw: inout Curve) {
    for sound in sounds {
      guard let (cap, strength) = PhoneShape.jawCap(of: sound.phone.symbol) else { continue }
      let from = sound.start + 0.2 * sound.duration
      let until = sound.start + 0.8 * sound.duration
      let envelope = Envelope(start: from - 0.065, full: from, release: until, end: until + 0.065)
      for k in jaw.clock.frames(from: envelope.start, until: envelope.end) {
        let weight = envelope.value(at: jaw.clock.times[k]) * strength
        jaw[k] -= weight * max(0, jaw[k] - cap)
      }
    }
  }
}
