/// Lips of a speaking character from whatever is known: phones, words or sound, with all constraints.
public struct SpeakingLips {
  /// The phones that the lips follow.
  public private(set) var plan = PhonePlan()
  /// Opening of the mouth against the ordinary.
  public var jaw: Float
  /// How much the character speaks, 0…1, over 150 ms.
  public private(set) var speaking: Float = 0
  private var articulation = Articulation()
  private var constraints = LipConstraints()
  private var pace = LipPace()
  private let audio: AudioMouth?
  private var revision = -1
  private var silencedAt = -Double.infinity
  private var hearing: Float = 0
  private var heard = Articulation.Shape()
  private var loud: Float = 1

  /// Lips at rest; `audio` is the own sound where there is some.
  public init(audio: AudioMouth?, jaw: Float) {
    self.audio = audio
    self.jaw = jaw
    _ = PhoneShape.of(.AA)  // The table is built here, not in the first frame that needs it.
  }

  /// How far the lips are sealed.
  public var seal: Float { constraints.seal }

  /// Makes room for what is known: called where allocation is allowed.
  public mutating func reserve(_ known: KnownConversation) {
    var count = known.own.phones.spans.count
    for word in known.own.words.spans { count += word.codes.count }
    plan.reserve(count)
    articulation.reserve(count)
    constraints.reserve(count)
  }

  /// Writes the blended lips of a frame.
  public mutating func blend(
    into frame: PerformanceFrame, _ known: KnownConversation, _ now: Situation, emotionJaw: Float
  ) {
    if known.revision != revision {
      revision = known.revision
      plan.read(known)
      if known.silencedAt > silencedAt {
        silencedAt = known.silencedAt
        articulation.release(at: max(now.time, known.silencedAt))
      }
      articulation.plan(plan, jaw: jaw)
      constraints.plan(plan)
    }
    var shape = articulation.advance(at: now.time, step: now.step)
    if let audio {
      // Sound speaks where text is silent; where both speak, it says how loud.
      let written = Self.covers(plan, now.time)
      let sound = audio.shape(at: now.time, gain: 0.4 * jaw)
      hearing += Curve.clamp((written ? 0 : 1) - hearing, -now.step / 0.12, now.step / 0.12)
      heard = heard.mixed(sound.shape, min(1, now.step / 0.02))
      loud += (audio.loudness(at: now.time) - loud) * min(1, now.step / 0.06)
      shape.jaw *= loud
      if hearing > 0 { shape = shape.mixed(heard, hearing * (now.isVoiced || !written ? 1 : 0)) }
    }
    let target: Float = now.isVoiced || (hearing > 0.5 && heard.jaw > 0.04) ? 1 : 0
    speaking += Curve.clamp(target - speaking, -now.step / 0.15, now.step / 0.15)
    frame[.jawOpen] = max(shape.jaw * emotionJaw, inhale(now))
    frame[.mouthFunnel] = shape.round.x
    frame[.mouthPucker] = shape.round.y
    frame.add(shape.spread.x, .mouthLowerDownLeft, .mouthLowerDownRight)
    frame.add(shape.spread.y, .mouthUpperUpLeft, .mouthUpperUpRight)
    frame.add(shape.spread.z, .mouthStretchLeft, .mouthStretchRight)
    frame.add(shape.spread.w, .mouthSmileLeft, .mouthSmileRight)
    frame[.tongueOut] = shape.tongue
    constraints.advance(at: now.time, step: now.step)
  }

  /// Lips part to breathe in before an utterance, unless it begins with closed lips.
  private func inhale(_ now: Situation) -> Float {
    guard let start = now.nextStart, start - now.time < 0.4, now.state != .speaking else { return 0 }
    for phone in plan.items where phone.start >= start - 0.02 {
      if phone.code.symbol.isBilabial { return 0 }
      break
    }
    let until = Float(start - now.time)
    return 0.07 * Curve.envelope(0.36 - until, attack: 0.14, hold: 0.06, release: 0.14)
  }

  /// Lays the constraints over speech and emotion, then limits the pace.
  public mutating func finish(_ frame: PerformanceFrame, _ now: Situation) {
    constraints.apply(to: frame, at: now.time)
    pace.apply(to: frame, step: now.step)
  }

  /// Whether planned phones lie within 0.25 s of a time.
  private static func covers(_ plan: PhonePlan, _ time: Double) -> Bool {
    plan.items.withUnsafeBufferPointer { items in
      var low = 0
      var high = items.count
      while low < high {
        let middle = (low + high) / 2
        if items[middle].end < time - 0.25 { low = middle + 1 } else { high = middle }
      }
      return low < items.count && items[low].start < time + 0.25
    }
  }
}
