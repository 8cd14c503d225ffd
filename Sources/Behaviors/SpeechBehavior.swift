import Motion
public import StrategySDK

/// A character that speaks with its face: lips from phones, from words, or from sound; accents of head, brow
/// and hands on stressed syllables; emotion from cues; and all that ``IdleBehavior`` does.
public final class SpeechBehavior: Strategy {
  /// Id `speech`.
  public static let descriptor = StrategyDescriptor(
    id: "speech", version: "1.0.0", title: "Speech",
    summary:
      "Lips from phones, words or sound, accents of head, brow and hands, emotion from cues, all of idle.",
    channels: BehaviorChannels.all, needs: [.words, .phones, .ownAudio],
    parameters: [
      StrategyParameter("gain", title: "Size of head and body movement", range: 0...2, initial: 1),
      StrategyParameter("blinkRate", title: "Blinks against the ordinary rate", range: 0...3, initial: 1),
      StrategyParameter("jaw", title: "Opening of the mouth in speech", range: 0.3...1.6, initial: 1),
      StrategyParameter("accent", title: "Accents of head and brow", range: 0...2, initial: 1),
      StrategyParameter("emotionScale", title: "Strength of emotion", range: 0...1.5, initial: 1),
      StrategyParameter("hands", title: "How far hands come up in speech", range: 0...1, initial: 0.8),
      StrategyParameter("lookahead", title: "Lookahead", unit: "ms", range: 0...400, initial: 200),
    ])

  private let frame = PerformanceFrame()
  private let known = KnownConversation()
  private var parameters = ParameterValues(SpeechBehavior.descriptor.parameters)
  private var style = CharacterStyle(CharacterSheet())
  private var clock = FrameClock(.fps60)
  private var reader = SituationReader()
  private var writer: RowWriter?
  private var body: LivingBody?
  private var lips: SpeakingLips?
  private var hearing = SpeechHearing(nil)
  private var accents: SpeechAccents?
  private var arms: ArmBeats?
  private var feelings: Feelings?
  private var upperFace = WeightPace(WeightPace.upperFace, perSecond: 11)

  /// Makes an instance.
  public init() {}

  /// Asks for the lookahead of its parameter: lips anticipate by up to 200 ms.
  public func prepare(_ session: StrategySession) throws -> Int {
    parameters = session.parameters
    style = CharacterStyle(session.sheet)
    clock = FrameClock(session.rate)
    writer = RowWriter(session)
    let seed = session.seed
    let rate = Float(session.rate.framesPerSecond)
    body = LivingBody(
      seed: seed, style: style, rate: session.rate, gain: value("gain"), blinkRate: value("blinkRate"))
    let sound = session.features.first.flatMap { $0 }
    lips = SpeakingLips(audio: sound.flatMap(AudioMouth.init), jaw: style.jaw * value("jaw"))
    hearing = SpeechHearing(sound)
    accents = SpeechAccents(seed: seed, style: style, level: value("accent"))
    arms = ArmBeats(seed: seed, style: style, rate: rate, scale: value("hands"))
    feelings = Feelings(seed: seed, style: style, scale: value("emotionScale"))
    return min(600, Int((parameters["lookahead"] / 1000 * session.rate.framesPerSecond).rounded()))
  }

  private func value(_ id: String) -> Float { Float(parameters[id]) }

  /// Takes in speech and cues.
  public func receive(_ record: KnownRecord) throws {
    switch record.kind {
    case .parameter:
      guard let id = record.text, let value = record.value, parameters.set(id, to: value) else { return }
      body?.gain = self.value("gain")
      body?.blinks.rate = style.blinks * self.value("blinkRate")
      lips?.jaw = style.jaw * self.value("jaw")
      accents?.level = self.value("accent")
      feelings?.scale = self.value("emotionScale")
    case .cue: feelings?.receive(record, now: clock.time)
    default:
      let silenced = known.silencedAt
      known.receive(record, now: clock.time)
      if known.silencedAt > silenced {
        accents?.cancel(after: known.silencedAt)
        arms?.cancel(after: known.silencedAt)
      }
    }
  }

  /// Reads who speaks out of what was received, and makes room for its phones.
  public func settle() throws {
    known.settle(now: clock.time)
    lips?.reserve(known)
  }

  /// Renders frames.
  public func render(_ span: FrameSpan, into rows: FrameRows) {
    guard let writer else { return }
    for index in 0..<span.frameCount {
      clock.move(to: span.firstFrame + index)
      compose()
      writer.write(frame, to: rows.row(index))
    }
  }

  /// Order of the stages: situation, feeling, speech, yielding, constraints, body, lids.
  private func compose() {
    let now = reader.read(
      known, at: clock.time, step: clock.step, hears: hearing.hears(at: clock.time))
    frame.clear()
    frame.add(style.restSmile, .mouthSmileLeft, .mouthSmileRight)
    feelings?.begin(now, known, &body, &reader)
    lips?.blend(into: frame, known, now, emotionJaw: feelings?.blend.jaw ?? 1)
    feelings?.add(
      to: frame, now, speech: lips?.speaking ?? 0, seal: lips?.seal ?? 0, rounding: frame[.mouthPucker])
    lips?.finish(frame, now)
    let blink = body?.compose(frame, now, gazeOffset: feelings?.gaze ?? .zero) ?? .zero
    if let plan = lips?.plan {
      accents?.plan(plan, at: now.time)
      if let fresh = accents?.fresh { arms?.follow(fresh, at: now.time) }
    }
    // Sound alone: where words or phones are planned, they know more of stress.
    if let vowel = hearing.stressedVowel(at: now.time), known.own.utterances.isEmpty {
      accents?.hear(vowel, at: now.time)
    }
    accents?.add(to: frame, at: now.time)
    arms?.add(to: frame, now)
    feelings?.finish(frame, now)
    Lids.compose(frame, blink: blink, gazePitch: frame.gaze.y)
    upperFace.apply(to: frame, step: now.step)
  }
}
