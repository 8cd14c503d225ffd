import Characters
import Conversation
import Motion

/// Lays speech, emotion, brows, lids and gaze over each other into the 52 weights.
struct FaceComposer {
  private let lips: LipPlan
  private let emotions: EmotionPlan
  private let manner: Manner
  private let clock: FrameClock
  private var weights: [String: Curve] = [:]

  /// - Parameters:
  ///   - eyeYaw: Turn of the eyes in the head in degrees, to the character's left.
  ///   - eyePitch: The same upward.
  init(
    lips: LipPlan, emotions: EmotionPlan, head: HeadPlan, blinks: BlinkPlan, eyeYaw: [Double],
    eyePitch: [Double],
    manner: Manner, clock: FrameClock, seed: UInt64
  ) {
    self.lips = lips
    self.emotions = emotions
    self.manner = manner
    self.clock = clock
    for name in ARKit.names { weights[name] = emotions.curves[name] ?? Curve(clock) }
    var dice = Dice(seed: seed, "face")
    settle(&dice)
    smile(&dice)
    // No held shape is quite still, not even closed lips.
    var life = Curve(clock)
    life.addNoise(frequency: 2.2, deviation: 0.03, &dice)
    mouth(life)
    brows(head, &dice)
    lids(blinks, eyeYaw, eyePitch)
    for name in ARKit.names { for k in clock.times.indices { set(name, k, min(1, max(0, value(name, k)))) } }
  }

  /// The weights of a channel.
  func curve(_ name: String) -> [Double] { weights[name]?.values ?? [] }

  private func value(_ name: String, _ k: Int) -> Double { weights[name]?[k] ?? 0 }

  /// Factor on one side of the face; the stronger side is fixed per character.
  private func side(_ name: String, _ share: Double) -> Double {
    if name.hasSuffix("Left") { return 1 + manner.strongSide * manner.lopsided * share }
    return name.hasSuffix("Right") ? 1 - manner.strongSide * manner.lopsided * share : 1
  }

  /// A face at rest is nobody's zero: brows, lids and lips keep a little of a shape, which ebbs and flows.
  private mutating func settle(_ dice: inout Dice) {
    var drawn: [String: Curve] = [:]
    for (name, weight) in manner.faceRest {
      // Both sides stir together.
      let muscle =
        name.hasSuffix("Left") ? name.dropLast(4) : name.hasSuffix("Right") ? name.dropLast(5) : name[...]
      if drawn[String(muscle)] == nil {
        var stir = Curve(clock)
        stir.addNoise(frequency: 1.05, deviation: 0.03, &dice)
        drawn[String(muscle)] = stir
      }
      guard let stir = drawn[String(muscle)] else { continue }
      for k in clock.times.indices {
        let rest = max(0, weight + stir[k] * side(name, 1))
        set(name, k, value(name, k) + rest * (1 - 0.5 * min(1, value(name, k))))
      }
    }
  }

  /// A warm face never rests at nothing; the smile of rest ebbs and flows, and yields to frowns.
  private mutating func smile(_ dice: inout Dice) {
    var rest = Curve(clock)
    rest.addNoise(frequency: 0.09, deviation: 0.4, &dice)
    rest.addNoise(frequency: 0.55, deviation: 0.16, &dice)
    for k in clock.times.indices {
      let level = manner.restSmile * max(0.15, 1 + rest[k])
      for side in ["Left", "Right"] {
        let frown = value("mouthFrown" + side, k)
        let felt = value("mouthSmile" + side, k)
        let rounding = min(1, (lips.curves["mouthPucker"]?[k] ?? 0) / 0.6)
        let activity = lips.activity[k]
        let spoken = lips.curves["mouthSmile"]?[k] ?? 0
        let base = max(felt, level) + 0.25 * min(felt, level)
        let shown = base * (1 - 0.3 * activity) * (1 - 0.7 * rounding) + spoken * 0.8
        let yielding = 1 - minimumJerk(frown / 0.3)
        let name = "mouthSmile" + side
        set(name, k, shown * yielding * self.side(name, 1))
        let down = frown * (1 - 0.35 * activity) * (1 - minimumJerk((shown * yielding - 0.1) / 0.35))
        set("mouthFrown" + side, k, down)
        set("cheekSquint" + side, k, value("cheekSquint" + side, k) + 0.22 * level)
      }
    }
  }

  /// Speech and emotion share the mouth; the closures have the last word.
  private mutating func mouth(_ life: Curve) {
    var jaw = Curve(clock)
    for k in clock.times.indices {
      let felt = value("jawOpen", k)
      let activity = lips.activity[k]
      let spoken = lips.curves["jawOpen"]?[k] ?? 0
      // An open mouth of joy makes room for speech and never adds to it.
      let share = felt * (1 - 0.7 * activity) * (1 - lips.seal[k])
      jaw[k] = max(spoken, share) + 0.25 * min(spoken, share)
    }
    lips.cap(&jaw)
    jaw.smooth(seconds: 0.02)
    for k in clock.times.indices {
      let alive = 1 + life[k]
      func speech(_ name: String, _ k: Int) -> Double { (lips.curves[name]?[k] ?? 0) * alive }
      let (seal, bite, activity) = (lips.seal[k], lips.bite[k], lips.activity[k])
      let open = 1 - seal
      let pucker = speech("mouthPucker", k)
      let clear = 1 - 0.75 * min(1, pucker / 0.55)
      jaw[k] *= alive * (1 - 0.45 * bite) * (1 - 0.35 * seal)
      set("jawOpen", k, jaw[k])
      set("mouthClose", k, jaw[k] * seal)
      let funnel = speech("mouthFunnel", k)
      set(
        "mouthFunnel", k, (funnel + value("mouthFunnel", k) * (1 - 0.8 * activity)) * open * (1 - 0.5 * bite))
      set(
        "mouthPucker", k, pucker + 0.7 * funnel * seal + value("mouthPucker", k) * (1 - 0.8 * activity) * open
      )
      set("tongueOut", k, min(0.3, speech("tongueOut", k)) * open)
      set("mouthRollUpper", k, lips.rollUpper[k] * alive + value("mouthRollUpper", k) * (1 - 0.6 * activity))
      let roll = lips.rollLower[k] * alive + value("mouthRollLower", k) * (1 - 0.6 * activity)
      set("mouthRollLower", k, max(roll, lips.biteRoll[k] * alive))
      for name in ["mouthShrugLower", "mouthLeft", "mouthRight"] {
        set(name, k, value(name, k) * (1 - 0.6 * activity))
      }
      for end in ["Left", "Right"] {
        let upper = speech("mouthUpperUp", k) * clear + value("mouthUpperUp" + end, k) * (1 - 0.5 * activity)
        let lower =
          speech("mouthLowerDown", k) * clear + value("mouthLowerDown" + end, k) * (1 - 0.5 * activity)
        let stretch =
          speech("mouthStretch", k) * clear + value("mouthStretch" + end, k) * (1 - 0.6 * activity)
        set("mouthUpperUp" + end, k, max(upper, 0.28 * bite) * open * side("mouthUpperUp" + end, 0.5))
        set("mouthLowerDown" + end, k, lower * (1 - 0.9 * bite) * open * side("mouthLowerDown" + end, 0.5))
        set("mouthStretch" + end, k, stretch * (1 - 0.4 * seal) * side("mouthStretch" + end, 0.5))
        set(
          "mouthPress" + end, k, lips.press[k] * alive + value("mouthPress" + end, k) * (1 - 0.6 * activity))
        set("mouthDimple" + end, k, value("mouthDimple" + end, k) * (1 - 0.35 * activity))
        set("noseSneer" + end, k, value("noseSneer" + end, k) * (1 - 0.5 * activity) * open)
      }
    }
  }

  private mutating func set(_ name: String, _ k: Int, _ value: Double) { weights[name]?[k] = value }

  private mutating func brows(_ head: HeadPlan, _ dice: inout Dice) {
    var life = Curve(clock)
    life.addNoise(frequency: 0.25, deviation: 0.012, &dice)
    for k in clock.times.indices {
      let lift = head.brows[k] * scale(manner.style.energy, 0.7, 1.3)
      set("browInnerUp", k, value("browInnerUp", k) + 0.8 * lift + max(0, 0.02 + life[k]))
      for end in ["Left", "Right"] {
        let name = "browOuterUp" + end
        let felt = value(name, k) * side(name, 0.8)
        set(name, k, felt + lift * side(name, 1.6) + max(0, 0.015 - life[k]))
        let lowered = "browDown" + end
        set(lowered, k, value(lowered, k) + head.knit[k] * side(lowered, 1))
      }
    }
  }

  /// Emotion, gaze and blinks on the lids. Lids must not be pushed beyond shut: squint and cheek give way.
  private mutating func lids(_ blinks: BlinkPlan, _ eyeYaw: [Double], _ eyePitch: [Double]) {
    for end in ["Left", "Right"] {
      var blink = Curve(clock)
      blinks.cover(&blink, lag: (end == "Left") == (manner.strongSide > 0) ? 0 : 0.004)
      for k in clock.times.indices {
        let (yaw, pitch) = (eyeYaw[k], eyePitch[k])
        let outward = end == "Left" ? yaw : -yaw
        set("eyeLookOut" + end, k, max(0, outward) / 30)
        set("eyeLookIn" + end, k, max(0, -outward) / 30)
        set("eyeLookUp" + end, k, max(0, pitch) / 25)
        set("eyeLookDown" + end, k, max(0, -pitch) / 30)
        let sunk = max(0, -pitch) * 0.008
        let shut = 1 - (1 - min(0.9, value("eyeBlink" + end, k))) * (1 - sunk) * (1 - blink[k])
        let (squint, cheek) = (value("eyeSquint" + end, k), value("cheekSquint" + end, k) + 0.05 * blink[k])
        let push = 0.6 * squint + 0.5 * cheek
        let room = push > 0 ? min(1, max(0, (1.15 - shut) / push)) : 1
        set("eyeBlink" + end, k, shut)
        set("eyeSquint" + end, k, squint * room)
        set("cheekSquint" + end, k, cheek * room * side("cheekSquint" + end, 0.6))
        set("eyeWide" + end, k, (value("eyeWide" + end, k) + max(0, pitch) * 0.012) * (1 - blink[k]))
        set("browInnerUp", k, value("browInnerUp", k) - 0.015 * blink[k])
      }
    }
  }
}
