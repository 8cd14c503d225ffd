public import Motion

/// What happened in a recording: the last revisions, less what was cancelled. This is what metrics see.
public struct Happened: Sendable, Equatable {
  /// Something with a place on the time axis.
  public struct Span: Hashable, Sendable {
    /// Id of its record.
    public var id: String
    /// Whose it is.
    public var participant: String
    /// When it begins.
    public var start: MediaTime
    /// When it ends (half-open); equal to `start` for a point.
    public var end: MediaTime
    /// Word, phone label, cue value or turn text.
    public var text: String
    /// Sort of a cue.
    public var cue: Record.Cue?
    /// Strength of a cue.
    public var value: Double?
    /// Where in a turn's text it stands.
    public var anchor: Record.Anchor?
    /// Whether its times were spread by rule instead of measured.
    public var isEstimated: Bool
  }

  /// Turns in order of start.
  public var turns: [Span] = []
  /// Words in order of start.
  public var words: [Span] = []
  /// Phones in order of start.
  public var phones: [Span] = []
  /// Cues in order of start.
  public var cues: [Span] = []
  /// Voice activity in order of start.
  public var voice: [Span] = []

  /// Reads what happened out of a log.
  ///
  /// A thing cancelled before it began, or at no stated time, is left out; one cancelled while it went on
  /// ends there. Things that never got a time are left out. A record that starts but has no end is a point.
  public init(_ recording: Recording) {
    var order: [String] = []
    var current: [String: Record] = [:]
    var cancelled: [String: MediaTime?] = [:]
    for record in recording.log {
      switch record.operation {
      case .announce:
        order.append(record.id)
        current[record.id] = record
      case .revise:
        if let first = current[record.id] { current[record.id] = first.revised(by: record) }
      case .cancel: cancelled[record.id] = .some(record.end ?? record.arrival)
      }
    }
    for id in order {
      guard let record = current[id], let start = record.start else { continue }
      var end = max(record.end ?? start, start)
      if let silence = cancelled[id] {
        guard let silence, silence > start else { continue }
        end = min(end, silence)
      }
      let span = Span(
        id: id, participant: record.participant, start: start, end: end, text: record.text ?? "",
        cue: record.cue, value: record.value, anchor: record.anchor, isEstimated: record.isEstimated)
      switch record.kind {
      case .turn: turns.append(span)
      case .word: words.append(span)
      case .phone: phones.append(span)
      case .cue: cues.append(span)
      case .voice: voice.append(span)
      case .delta, .audio, .parameter: break
      }
    }
    func sort(_ spans: inout [Span]) {
      let sorted = spans.enumerated().sorted {
        ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
      }
      spans = sorted.map(\.element)
    }
    sort(&turns)
    sort(&words)
    sort(&phones)
    sort(&cues)
    sort(&voice)
  }

  /// The same, of one participant only.
  public func of(_ participant: String) -> Happened {
    var result = self
    result.turns.removeAll { $0.participant != participant }
    result.words.removeAll { $0.participant != participant }
    result.phones.removeAll { $0.participant != participant }
    result.cues.removeAll { $0.participant != participant }
    result.voice.removeAll { $0.participant != participant }
    return result
  }

  /// Spans in which the participant speaks: voice activity where there is any, else words, else turns.
  public func speech(of participant: String) -> [Span] {
    for candidates in [voice, words, turns] {
      let own = candidates.filter { $0.participant == participant && $0.end > $0.start }
      if !own.isEmpty { return own }
    }
    return []
  }
}
