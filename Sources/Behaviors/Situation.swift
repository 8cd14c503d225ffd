/// What goes on in a frame, as far as it is known: the input of everything that is not lips.
public struct Situation: Sendable {
  /// States that gaze, blinks and sway depend on.
  public enum State: Int, Sendable {
    /// Nobody speaks.
    case idle
    /// The character speaks.
    case speaking
    /// The partner speaks.
    case listening
    /// The character is about to answer and thinks.
    case thinking
  }

  /// Time of the frame in seconds.
  public var time: Double = 0
  /// Time since the last frame.
  public var step: Float = 0
  /// State.
  public var state = State.idle
  /// Seconds in that state.
  public var stateAge: Float = 0
  /// Whether own sound is heard now.
  public var isVoiced = false
  /// Start of the next own utterance, where one is known.
  public var nextStart: Double?
  /// Known end of the own utterance that goes on.
  public var utteranceEnd: Double?
  /// An own phrase began or ended since the last frame.
  public var phraseBegan = false
  /// An own phrase ended since the last frame.
  public var phraseEnded = false
  /// An own utterance began since the last frame.
  public var turnBegan = false
  /// An own utterance ended since the last frame.
  public var turnEnded = false
  /// A pause of the partner became known since the last frame.
  public var partnerPaused = false
  /// The partner began to speak.
  public var partnerBegan = false
}

/// Reads the situation of each frame out of what is known. Advanced frame by frame.
public struct SituationReader: Sendable {
  private var current = Situation()
  private var lastTime = -1e-9
  private var partnerVoiced = false
  private var thinksUntil = -Double.infinity
  /// Own sound of which no words, phones, voice or turns are known: whether it is heard, whether it counts as
  /// an utterance, and when it was heard last.
  private var sound = (isHeard: false, isUtterance: false, last: -Double.infinity)

  /// Starts before the first frame.
  public init() {}

  /// The character thinks until a time: set by cues.
  public mutating func think(until time: Double) { thinksUntil = time }

  /// The situation at the next frame; `hears` is whether the own sound speaks, which counts where nothing else
  /// is known of own speech.
  public mutating func read(
    _ known: KnownConversation, at time: Double, step: Float, hears: Bool = false
  ) -> Situation {
    var next = Situation()
    next.time = time
    next.step = step
    next.isVoiced = known.own.isVoiced(at: time)
    for phrase in known.own.phrases {
      if phrase.start > lastTime && phrase.start <= time { next.phraseBegan = true }
      if phrase.end > lastTime && phrase.end <= time { next.phraseEnded = true }
    }
    var speaking = false
    for utterance in known.own.utterances {
      if utterance.start > lastTime && utterance.start <= time { next.turnBegan = true }
      if utterance.end > lastTime && utterance.end <= time { next.turnEnded = true }
      if utterance.covers(time) {
        speaking = true
        if utterance.end.isFinite { next.utteranceEnd = utterance.end }
      } else if utterance.start > time, next.nextStart == nil {
        next.nextStart = utterance.start
      }
    }
    if listen(known.own.utterances.isEmpty ? hears : nil, &next) { speaking = true }
    let voiced = known.partner.isVoiced(at: time)
    next.partnerPaused = partnerVoiced && !voiced
    next.partnerBegan = !partnerVoiced && voiced
    partnerVoiced = voiced
    let partnerSpeaks =
      voiced || known.partner.turns.cover(time)
      || known.partner.utterances.contains { $0.start <= time && time < $0.end + 0.6 }
    next.state =
      speaking ? .speaking : partnerSpeaks ? .listening : time < thinksUntil ? .thinking : .idle
    next.stateAge = next.state == current.state ? current.stateAge + step : 0
    current = next
    lastTime = time
    return next
  }

  /// Takes in whether sound alone is heard, `nil` where more is known; returns whether it is an utterance, which
  /// outlasts it by 0.6 s.
  private mutating func listen(_ hears: Bool?, _ next: inout Situation) -> Bool {
    guard let hears else {
      sound = (false, false, -Double.infinity)
      return false
    }
    if hears { sound.last = next.time }
    let isUtterance = next.time - sound.last < 0.6
    if hears != sound.isHeard {
      if hears { next.phraseBegan = true } else { next.phraseEnded = true }
    }
    if isUtterance != sound.isUtterance {
      if isUtterance { next.turnBegan = true } else { next.turnEnded = true }
    }
    sound.isHeard = hears
    sound.isUtterance = isUtterance
    if hears { next.isVoiced = true }
    return isUtterance
  }
}
