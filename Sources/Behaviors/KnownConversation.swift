import Motion
public import StrategySDK

/// A stretch of speech without a longer pause, in seconds.
public struct SpeechRun: Hashable, Sendable {
  /// When it begins.
  public var start: Double
  /// When it ends, as far as is known; infinite while open.
  public var end: Double

  /// Whether it covers a time.
  public func covers(_ time: Double) -> Bool { start <= time && time < end }
}

/// What a strategy knows of a conversation: who speaks when, in words, phones, voice and turns.
///
/// Changed by records only; frames read it. Times are seconds on the session axis.
public final class KnownConversation {
  /// One side of the conversation.
  public struct Side: Sendable {
    /// Turns.
    public var turns = KnownSpans()
    /// Words.
    public var words = KnownSpans()
    /// Phones; empty for the partner.
    public var phones = KnownSpans()
    /// Voice activity.
    public var voice = KnownSpans()
    /// Runs of speech with pauses below 0.2 s inside.
    public fileprivate(set) var phrases: [SpeechRun] = []
    /// Runs of speech with pauses below 0.8 s inside.
    public fileprivate(set) var utterances: [SpeechRun] = []

    /// Whether there is speech at a time, pauses within utterances included.
    public func isSpeaking(at time: Double) -> Bool { utterances.contains { $0.covers(time) } }
    /// Whether there is sound at a time.
    public func isVoiced(at time: Double) -> Bool { phrases.contains { $0.covers(time) } }

    /// The first utterance that begins after a time.
    public func nextUtterance(after time: Double) -> SpeechRun? { utterances.first { $0.start > time } }
  }

  /// The participant performed.
  public private(set) var own = Side()
  /// All others.
  public private(set) var partner = Side()
  /// Times at which own speech was cut off by a cancellation; the newest last.
  public private(set) var silencedAt = -Double.infinity
  /// Counts changes of the own phones and words.
  public private(set) var revision = 0

  private var names: [UInt64: String] = [:]

  /// Knows nothing.
  public init() {}

  /// Takes in a record; `now` is the time of the next frame. Cues and parameters are not kept here.
  public func receive(_ record: KnownRecord, now: Double) {
    guard record.kind != .cue, record.kind != .parameter, record.kind != .delta, record.kind != .audio else {
      return
    }
    if record.participant == 0 {
      change(&own, record, now, isOwn: true)
    } else {
      change(&partner, record, now, isOwn: false)
    }
  }

  private func change(_ side: inout Side, _ record: KnownRecord, _ now: Double, isOwn: Bool) {
    let start = record.start?.seconds
    let end = record.end?.seconds
    func update(_ spans: inout KnownSpans) {
      switch record.operation {
      case .announce, .revise:
        var span = spans.remove(record.id)
        if span == nil {
          // A revision of something long forgotten says nothing about the present.
          guard record.operation == .announce || start != nil, let start else { return }
          span = KnownSpan(id: record.id, start: start, end: .infinity)
        }
        guard var span else { return }
        if let start { span.start = start }
        if let end { span.end = max(end, span.start) }
        if let turn = record.turn {
          span.turn = turn
          span.offset = record.offset
        }
        if isOwn, let text = record.text {
          if record.kind == .phone {
            span.codes = [PhoneCode(label: text)]
          } else if record.kind == .word {
            span.codes = LetterToPhone.phones(of: text)
            span.isFunctionWord = LetterToPhone.isFunctionWord(text)
          }
        }
        spans.insert(span)
      case .cancel:
        let time = end ?? now
        _ = spans.cut(record.id, at: time)
      }
    }
    switch record.kind {
    case .turn:
      update(&side.turns)
      if record.operation == .cancel {
        let time = end ?? now
        side.words.cut(at: time) { $0.turn == record.id }
        side.phones.cut(at: time) { $0.turn == record.id }
        if isOwn { silence(time) }
      }
    case .word:
      let old = record.operation == .cancel ? side.words.spans.last { $0.id == record.id } : nil
      update(&side.words)
      if let old {
        let time = end ?? now
        side.phones.cut(at: time) { $0.start >= old.start - 1e-6 && $0.start < old.end }
        if isOwn { silence(time) }
      }
    case .phone:
      update(&side.phones)
      if isOwn, record.operation == .cancel { silence(end ?? now) }
    case .voice: update(&side.voice)
    case .cue, .parameter, .delta, .audio: break
    }
    if isOwn, record.kind == .word || record.kind == .phone || record.operation == .cancel { revision += 1 }
  }

  /// Joins what was received into phrases and utterances, and forgets the long past. To be called after a batch
  /// of records, before the next frame; `now` is the time of that frame.
  public func settle(now: Double) {
    Self.forget(&own, before: now - 8)
    Self.forget(&partner, before: now - 8)
    Self.join(&own)
    Self.join(&partner)
  }

  private static func forget(_ side: inout Side, before horizon: Double) {
    side.turns.forget(before: horizon)
    side.words.forget(before: horizon)
    side.phones.forget(before: horizon)
    side.voice.forget(before: horizon)
  }

  private func silence(_ time: Double) { silencedAt = max(silencedAt, time) }

  /// Joins what sounds into phrases and utterances. Turns stand in only for a side of which nothing finer is
  /// known; a partner's word counts a little longer, since words are told late.
  private static func join(_ side: inout Side) {
    var sounding = side.words.spans.map { ($0.start, $0.end) }
    sounding += side.phones.spans.filter { $0.codes.first?.symbol != .SIL }.map { ($0.start, $0.end) }
    sounding += side.voice.spans.map { ($0.start, $0.end) }
    if side.words.spans.isEmpty && side.voice.spans.isEmpty && side.phones.spans.isEmpty {
      sounding += side.turns.spans.map { ($0.start, $0.end) }
    }
    sounding.sort { $0.0 < $1.0 }
    side.phrases = runs(sounding, gap: 0.2)
    side.utterances = runs(sounding, gap: 0.8)
  }

  private static func runs(_ spans: [(Double, Double)], gap: Double) -> [SpeechRun] {
    var result: [SpeechRun] = []
    for (start, end) in spans {
      if let last = result.indices.last, start - result[last].end < gap {
        result[last].end = max(result[last].end, end)
      } else {
        result.append(SpeechRun(start: start, end: end))
      }
    }
    return result
  }
}
