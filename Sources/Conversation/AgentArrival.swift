import Motion

extension ArrivalModel {
  /// A language model and a streaming synthesiser ahead of the voice; the partner through recognisers.
  ///
  /// Assumptions of `agent/1`, all stated here because they are part of a run's identity. Own side: a turn
  /// begins to arrive 600 ms before its first word; its text streams at 120 UTF-8 bytes a second and is
  /// handed over when it is whole (deltas, and anchored cues without a time, as the stream reaches them).
  /// Speech arrives sentence by sentence with words, phones, audio and the cues that have a time: the first
  /// chunk 250 ms before it sounds, each next one after 150 ms plus 0.3 × the length of the one before, but
  /// at least 250 ms ahead. A turn's end becomes known with its last chunk. An interruption is known when it
  /// happens. Partner: a turn and voice activity are announced 100 ms after they begin; the end of voice
  /// activity is known after 200 ms, a turn's end and text after 300 ms, words 300 ms after each ends, pieces
  /// of text 300 ms after they were written, cues of every sort 500 ms after their end (one without a time,
  /// after its turn's), phones never, audio as it sounds.
  public static let agent = ArrivalModel(
    id: "agent/1", summary: "LLM and TTS chunks ahead, the partner through recognisers' delay", isRanked: true
  ) { recording, participant throws(ConversationError) in
    SpeechClock(recording, performing: participant, whole: false).schedule()
  }

  /// The own turn whole at its start, as with speech synthesised offline; the partner as in `agent/1`.
  public static let known = ArrivalModel(
    id: "known/1", summary: "own turn whole at its start (offline TTS), the partner as in agent/1",
    isRanked: true
  ) { recording, participant throws(ConversationError) in
    SpeechClock(recording, performing: participant, whole: true).schedule()
  }
}

/// Computes arrivals of `agent/1` and `known/1` from announced times.
///
/// Nothing is handed over before all that it says could be known: a record that spans more than is known
/// when it begins is announced without its end, which follows as a revision.
struct SpeechClock {
  let recording: Recording
  let performer: String
  let whole: Bool
  /// A piece of own speech that is handed over at once.
  private struct Chunk {
    var turn: String?
    var start: MediaTime
    /// Its end as it was made.
    var planned: MediaTime
    /// Its end as it sounded: the interruption that cut it off, if one did.
    var end: MediaTime
    var arrival: MediaTime

    /// How far it reaches for a record that was itself cut off, or was not.
    func reach(cut: Bool) -> MediaTime { cut ? planned : end }
  }
  /// Own chunks in order of start.
  private var chunks: [Chunk] = []
  /// When each own word was handed over.
  private var arrivalOfWord: [String: MediaTime] = [:]
  private var turnStart: [String: MediaTime] = [:]
  /// When each record that was cancelled fell silent.
  private var silenced: [String: MediaTime] = [:]
  /// The last end that the log gives each record.
  private var lastEnd: [String: MediaTime] = [:]

  init(_ recording: Recording, performing performer: String, whole: Bool) {
    self.recording = recording
    self.performer = performer
    self.whole = whole
    for record in recording.log {
      guard let end = record.end else { continue }
      if record.operation == .cancel { silenced[record.id] = end } else { lastEnd[record.id] = end }
    }
    for utterance in Utterance.all(in: recording, of: performer) {
      if let turn = utterance.turn {
        turnStart[turn] = min(turnStart[turn] ?? utterance.start, utterance.start)
      }
      var previous: (arrival: MediaTime, length: MediaTime)?
      for words in utterance.chunks {
        guard let start = words.first?.start, let end = words.last?.end else { continue }
        var arrival = start - .milliseconds(250)
        if let previous {
          let made = MediaTime(flicks: previous.length.flicks * 3 / 10)
          arrival = min(arrival, previous.arrival + made + .milliseconds(150))
        }
        if whole { arrival = utterance.start }
        arrival = max(.zero, arrival)
        let until = words.reduce(end) { min($0, silenced[$1.id] ?? $0) }
        chunks.append(Chunk(turn: utterance.turn, start: start, planned: end, end: until, arrival: arrival))
        for word in words { arrivalOfWord[word.id] = arrival }
        previous = (arrival, end - start)
      }
    }
    // Sorting is stable enough: chunks of one start differ in arrival, or are the same to every reader.
    chunks.sort { ($0.start, $0.end, $0.arrival) < ($1.start, $1.end, $1.arrival) }
    for record in recording.log where record.kind == .turn && turnStart[record.id] == nil {
      if let start = record.start { turnStart[record.id] = start }
    }
  }

  func schedule() -> ArrivalSchedule {
    var records: [(arrival: MediaTime, record: Record)] = []
    var current: [String: Record] = [:]
    for record in recording.log {
      let merged = record.operation == .announce ? record : current[record.id]?.revised(by: record) ?? record
      if record.operation != .cancel { current[record.id] = merged }
      if record.participant == performer {
        own(record, merged, into: &records)
      } else {
        others(record, merged, into: &records)
      }
    }
    return ArrivalSchedule(
      Self.inOrder(records),
      hearing: Hearings.of(recording, participant: performer, own: chunks.map { ($0.arrival, $0.end) }))
  }

  /// Keeps each record's operations in their order: none before the announcement, and nothing of a record
  /// that was cancelled before it could be announced.
  private static func inOrder(_ records: [(arrival: MediaTime, record: Record)])
    -> [(arrival: MediaTime, record: Record)]
  {
    var announced: [String: MediaTime] = [:]
    var cancelled: [String: MediaTime] = [:]
    for (arrival, record) in records {
      if record.operation == .announce { announced[record.id] = arrival }
      if record.operation == .cancel { cancelled[record.id] = arrival }
    }
    var latest: [String: MediaTime] = [:]
    return records.compactMap { arrival, record in
      let id = record.id
      let silence = cancelled[id]
      if let silence, let first = announced[id], silence < first { return nil }
      // What would have been learnt after the cancellation is not learnt any more.
      if let silence, record.operation == .revise, arrival > silence { return nil }
      let ordered = max(arrival, latest[id] ?? arrival)
      latest[id] = ordered
      return (ordered, record)
    }
  }

  // MARK: The performer's own side

  /// When own speech becomes known: a word with its chunk, anything else with the chunk of its turn that
  /// sounds at its time (or, in a pause, next), and without one when it happens.
  private func spoken(_ record: Record, at time: MediaTime) -> MediaTime {
    if let arrival = arrivalOfWord[record.id] { return min(arrival, time) }
    let turn = record.anchor?.turn
    let isCut = silenced[record.id] != nil
    // What was cut off hangs on the chunk that was, even where another turn sounded in its place.
    let chunk =
      chunks.first { isCut && $0.end < $0.planned && $0.start <= time && time < $0.planned }
      ?? chunks.first { time < $0.reach(cut: isCut) && (turn == nil || $0.turn == turn) }
    return min(chunk?.arrival ?? time, time)
  }

  /// How far the own speech is known once something has arrived.
  private func horizon(at arrival: MediaTime, cut: Bool) -> MediaTime {
    chunks.reduce(arrival) { $1.arrival <= arrival ? max($0, $1.reach(cut: cut)) : $0 }
  }

  /// When the text at an anchor has streamed in.
  private func written(_ anchor: Record.Anchor) -> MediaTime? {
    guard let start = turnStart[anchor.turn] else { return nil }
    if whole { return start }
    let streamed = MediaTime(flicks: Int64(anchor.offset) * (MediaTime.flicksPerSecond / 120))
    return max(.zero, start - .milliseconds(600) + streamed)
  }

  private func own(
    _ record: Record, _ merged: Record, into records: inout [(arrival: MediaTime, record: Record)]
  ) {
    let streamed = record.anchor.flatMap(written)
    switch (record.kind, record.operation) {
    case (_, .cancel):
      records.append((max(.zero, record.end ?? record.arrival ?? merged.start ?? .zero), record))
    case (.turn, _): ownTurn(record, merged, into: &records)
    case (.delta, _): records.append((streamed ?? record.arrival ?? recording.duration, record))
    case (.parameter, _): records.append((record.arrival ?? record.start ?? .zero, record))
    default:
      guard let start = merged.start else {
        records.append((streamed ?? record.arrival ?? recording.duration, record))
        return
      }
      let arrival = max(.zero, spoken(merged, at: start))
      guard let end = record.end, end > horizon(at: arrival, cut: silenced[record.id] != nil) else {
        records.append((arrival, record))
        return
      }
      let known = chunks.first { $0.end >= end }.map { min($0.arrival, end) } ?? end
      split(record, at: arrival, end: end, known: known, into: &records)
    }
  }

  private func ownTurn(
    _ record: Record, _ merged: Record, into records: inout [(arrival: MediaTime, record: Record)]
  ) {
    let begun = written(.init(turn: record.id, offset: 0)) ?? record.arrival ?? recording.duration
    var opening = record
    opening.end = nil
    opening.text = nil
    if record.operation == .announce || opening.start != nil || opening.anchor != nil {
      records.append((begun, opening))
    }
    if let text = record.text {
      let anchor = Record.Anchor(turn: record.id, offset: text.utf8.count)
      let complete = Record(
        id: record.id, operation: .revise, kind: .turn, participant: performer, text: text,
        isEstimated: record.isEstimated)
      records.append((written(anchor) ?? begun, complete))
    }
    if let end = record.end {
      let start = merged.start ?? end
      let last =
        chunks.last { $0.turn == record.id }
        ?? chunks.last { $0.turn == nil && $0.start < end && $0.end > start }
      let closing = Record(
        id: record.id, operation: .revise, kind: .turn, participant: performer, end: end,
        isEstimated: record.isEstimated)
      records.append((max(begun, last?.arrival ?? (whole ? begun : end)), closing))
    }
  }

  /// Announces a record without its end and lets the end follow.
  private func split(
    _ record: Record, at arrival: MediaTime, end: MediaTime, known: MediaTime,
    into records: inout [(arrival: MediaTime, record: Record)]
  ) {
    var opening = record
    opening.end = nil
    records.append((arrival, opening))
    let closing = Record(
      id: record.id, operation: .revise, kind: record.kind, participant: record.participant, end: end,
      isEstimated: record.isEstimated)
    records.append((max(arrival, known), closing))
  }

  // MARK: Everybody else

  private func others(
    _ record: Record, _ merged: Record, into records: inout [(arrival: MediaTime, record: Record)]
  ) {
    switch record.kind {
    case .phone: return
    case .turn, .voice:
      let delay = MediaTime.milliseconds(record.kind == .turn ? 300 : 200)
      let over = ended(record, merged)
      guard record.operation == .announce, let start = record.start else {
        records.append((over + delay, record))
        return
      }
      // The beginning is noticed first; the end, and a turn's words, only when it is over.
      var opening = record
      opening.end = nil
      opening.text = nil
      records.append((start + .milliseconds(100), opening))
      guard record.end != nil || record.text != nil else { return }
      var closing = record
      closing.operation = .revise
      records.append((max(over + delay, start + .milliseconds(100)), closing))
    case .word: records.append((ended(record, merged) + .milliseconds(300), record))
    case .cue: records.append((ended(record, merged) + .milliseconds(500), record))
    case .delta: records.append(((record.arrival ?? ended(record, merged)) + .milliseconds(300), record))
    case .audio:
      let start = merged.start ?? record.arrival ?? .zero
      guard let end = record.end, end > start else {
        records.append((start, record))
        return
      }
      split(record, at: start, end: end, known: end, into: &records)
    case .parameter: records.append((record.arrival ?? record.start ?? .zero, record))
    }
  }

  /// When what a record of another side says is over: its last end, a point's time, the end of the turn that
  /// it is anchored to, its recorded arrival, or else the end of the session.
  private func ended(_ record: Record, _ merged: Record) -> MediaTime {
    if record.operation == .cancel { return record.end ?? record.arrival ?? merged.end ?? recording.duration }
    if record.kind == .turn || record.kind == .voice {
      return lastEnd[record.id] ?? record.arrival ?? recording.duration
    }
    if let time = lastEnd[record.id] ?? merged.end ?? merged.start { return time }
    if let turn = record.anchor?.turn, let end = lastEnd[turn] { return end }
    return record.arrival ?? recording.duration
  }
}
