import Motion
public import StrategySDK

/// What a character feels, from its cues and a little from its partner's: emotions, nods, shrugs, winks, looks.
public struct Feelings {
  /// Emotions that are shown.
  public let blend: EmotionBlend
  /// Strength against the ordinary.
  public var scale: Float
  /// Where cues turn the eyes, degrees: yaw left, pitch up.
  public private(set) var gaze = SIMD2<Float>(0, 0)
  private var random: StrategyRandom
  private var pending = PendingCues()
  private let style: CharacterStyle
  private var shrugAt = -Double.infinity
  private var winkAt = -Double.infinity
  private var sighAt = -Double.infinity
  private var lookUntil = -Double.infinity
  private var look = SIMD2<Float>(0, 0)
  private var head = (Follower(), Follower(), Follower())
  private var gazeStep = SIMD2<Float>(0, 0)

  /// No feelings.
  public init(seed: UInt64, style: CharacterStyle, scale: Float) {
    random = StrategyRandom(seed: seed, stream: "feelings")
    blend = EmotionBlend(duration: style.duration)
    self.style = style
    self.scale = scale
  }

  /// Takes in a cue, or what is learned of one later; `now` is the time of the next frame.
  public mutating func receive(_ record: KnownRecord, now: Double) {
    let start = record.start?.seconds
    let end = record.end?.seconds
    switch record.operation {
    case .cancel:
      pending.remove(record.id)
      blend.extend(cue: record.id, until: end ?? now, now: now)
    case .revise:
      if !pending.revise(record.id, start: start, end: end, strength: record.value.map { Float($0) }), let end
      {
        blend.extend(cue: record.id, until: end, now: now)
      }
    case .announce:
      guard let text = record.text, let meaning = Self.meaning(of: text, record.cue) else { return }
      let deadline = record.turn == nil ? now + 0.5 : now + 8
      pending.add(
        PendingCues.Cue(
          id: record.id, meaning: meaning, strength: Float(record.value ?? 0.65), start: start, end: end,
          turn: record.turn ?? 0, offset: record.offset, deadline: deadline,
          isPartner: record.participant != 0))
    }
  }

  private static func meaning(of text: String, _ sort: KnownRecord.Cue?) -> CueMeaning? {
    switch sort {
    case .emotion: CueMeaning(emotion: text)
    case .emoji: CueMeaning(emoji: text)
    case .stage: CueMeaning(stage: text)
    case .gaze: CueMeaning(gaze: text)
    case .tool: .emotion(.thinking)
    case nil: nil
    }
  }

  /// Begins what is due in a frame.
  public mutating func begin(
    _ now: Situation, _ known: KnownConversation, _ body: inout LivingBody?, _ reader: inout SituationReader
  ) {
    while let cue = pending.next(
      at: now.time, words: known.own.words.spans, turns: known.own.turns.spans)
    {
      act(cue, now, &body, &reader)
    }
    gaze = now.time < lookUntil ? look : .zero
    gaze += gazeStep
  }

  private mutating func act(
    _ cue: PendingCues.Cue, _ now: Situation, _ body: inout LivingBody?, _ reader: inout SituationReader
  ) {
    let strength = min(1, cue.strength * scale * style.emotion)
    let apex = Float(random.unit())
    guard !cue.isPartner else {
      // A listener mirrors a little of what it hears.
      if case .emotion(let kind) = cue.meaning, now.state != .speaking, let answer = Self.answer(to: kind) {
        blend.show(answer, strength: 0.4 * strength, at: now.time, apex: apex, moodUntil: now.time + 1)
      }
      return
    }
    switch cue.meaning {
    case .emotion(let kind):
      let mood = max(cue.end ?? now.time, min(now.utteranceEnd ?? now.time, now.time + 12))
      blend.show(
        kind, strength: strength, at: now.time, apex: apex, moodUntil: mood, cue: cue.id)
      if kind == .thinking { reader.think(until: now.time + 1.5) }
      body?.blinks.ask(kind == .surprise ? 0 : 0.8, at: now.time + 0.05, stretch: kind == .sadness ? 1.6 : 1)
    case .neutral: blend.calm(at: now.time)
    case .nod(let count):
      body?.nods.ask(Nods.Series(start: now.time, amplitude: Float(random.within(6...9)), count: count))
    case .shake:
      body?.nods.ask(
        Nods.Series(
          start: now.time, amplitude: Float(random.within(8...12)), decay: 0.7, count: 3, frequency: 1.8,
          isShake: true))
    case .shrug: shrugAt = now.time
    case .wink: winkAt = now.time
    case .sigh:
      sighAt = now.time
      blend.show(
        .disappointment, strength: 0.5 * strength, at: now.time + 0.4, apex: 0, moodUntil: now.time + 1)
    case .look(let direction):
      look = direction
      lookUntil = cue.end ?? now.time + 1.2
    }
  }

  /// Adds emotions to face and head once speech is written.
  public mutating func add(
    to frame: PerformanceFrame, _ now: Situation, speech: Float, seal: Float, rounding: Float
  ) {
    blend.add(to: frame, at: now.time, speech: speech, seal: seal, rounding: rounding)
    // Eyes move in steps: they follow an emotion's gaze only once it has gone far enough.
    let wanted = blend.gaze * 0.8
    let distance = wanted - gazeStep
    if (distance * distance).sum() > 6.25 || ((wanted * wanted).sum() < 0.25 && gazeStep != .zero) {
      gazeStep = (wanted * wanted).sum() < 0.25 ? .zero : wanted
    }
  }

  /// Adds the head of emotions and the gestures that cues asked for, after the body is composed.
  public mutating func finish(_ frame: PerformanceFrame, _ now: Situation) {
    let goal = blend.head
    frame.head += SIMD3(
      head.0.advance(to: goal.x, halfTime: 0.08, dt: now.step),
      head.1.advance(to: goal.y, halfTime: 0.08, dt: now.step),
      head.2.advance(to: goal.z, halfTime: 0.08, dt: now.step))
    let shrug = Curve.envelope(Float(now.time - shrugAt), attack: 0.4, hold: 0.4, release: 0.5)
    if shrug > 0 {
      frame.shoulderRaise += 9 * shrug
      frame.head.z += 6 * shrug
      frame[.browInnerUp] += 0.25 * shrug
      frame.add(0.3 * shrug, .browOuterUpLeft, .browOuterUpRight)
      frame.add(0.2 * shrug, .mouthFrownLeft, .mouthFrownRight)
    }
    let wink = Curve.envelope(Float(now.time - winkAt), attack: 0.09, hold: 0.14, release: 0.18)
    if wink > 0 {
      frame[.eyeBlinkLeft] = max(frame[.eyeBlinkLeft], wink)
      frame[.cheekSquintLeft] = max(frame[.cheekSquintLeft], 0.3 * wink)
    }
    let sigh = Float(now.time - sighAt)
    if sigh < 2.1 {
      let level = Curve.envelope(sigh, attack: 0.6, hold: 0.05, release: 1.4)
      frame.chest.x -= 1.6 * level
      frame.shoulderRaise += 2 * level
    }
  }

  private static func answer(to kind: EmotionKind) -> EmotionKind? {
    switch kind {
    case .joy, .amusement, .laugh, .pride, .love: .joy
    case .sadness, .disappointment, .fear: .sadness
    case .surprise, .confusion, .interest: .interest
    case .anger, .annoyance, .disgust, .contempt: .interest
    case .contentment, .relief: .contentment
    case .thinking, .embarrassment: nil
    }
  }
}
