import Motion

extension ArrivalModel {
  /// Records arrive when the log says they did; refused where an entry has no arrival.
  public static let recorded = ArrivalModel(
    id: "recorded/1", summary: "as the log recorded it; refused where the log has no arrivals", isRanked: true
  ) { recording, participant throws(ConversationError) in
    var records: [(arrival: MediaTime, record: Record)] = []
    var heard: [(arrival: MediaTime, until: MediaTime)] = []
    for (number, record) in recording.log.enumerated() {
      guard let arrival = record.arrival else {
        throw .unsupported(
          model: "recorded/1", recording: recording.id, reason: "log entry \(number + 1) has no arrival")
      }
      // Phones of the other side exist for metrics only: no agent is told them.
      if record.kind == .phone, record.participant != participant { continue }
      records.append((arrival, record))
      if record.kind == .audio, record.participant == participant, let end = record.end {
        heard.append((arrival, end))
      }
    }
    return ArrivalSchedule(records, hearing: Hearings.of(recording, participant: participant, own: heard))
  }

  /// Everything is known from the start, as it finally happened. Diagnostic: it is never ranked.
  public static let oracle = ArrivalModel(
    id: "oracle/1", summary: "everything is known from the start; diagnostic, never ranked", isRanked: false
  ) { recording, participant throws(ConversationError) in
    let happened = Happened(recording)
    var spans: [(Record.Kind, Happened.Span)] = []
    spans += happened.turns.map { (.turn, $0) }
    spans += happened.words.map { (.word, $0) }
    spans += happened.phones.filter { $0.participant == participant }.map { (.phone, $0) }
    spans += happened.cues.map { (.cue, $0) }
    spans += happened.voice.map { (.voice, $0) }
    var records = spans.map { kind, span in
      (
        arrival: MediaTime.zero,
        record: Record(
          id: span.id, kind: kind, participant: span.participant, start: span.start, end: span.end,
          anchor: span.anchor, text: span.text, cue: span.cue, value: span.value,
          isEstimated: span.isEstimated)
      )
    }
    records += recording.log.filter { $0.kind == .audio || $0.kind == .parameter }.map { (.zero, $0) }
    let whole = ArrivalSchedule.Hearing.chunks([(.zero, recording.duration)])
    return ArrivalSchedule(
      records, hearing: Dictionary(uniqueKeysWithValues: recording.participants.map { ($0.id, whole) }))
  }
}

enum Hearings {
  /// The performer's audio as its chunks arrive (live when there are none), everybody else's as it sounds.
  static func of(
    _ recording: Recording, participant: String, own: [(arrival: MediaTime, until: MediaTime)]
  ) -> [String: ArrivalSchedule.Hearing] {
    var result: [String: ArrivalSchedule.Hearing] = [:]
    for other in recording.participants { result[other.id] = .live }
    if !own.isEmpty {
      result[participant] = .chunks(own.sorted { ($0.arrival, $0.until) < ($1.arrival, $1.until) })
    }
    return result
  }
}
