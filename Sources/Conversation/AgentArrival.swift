import Motion

extension ArrivalModel {
  /// A language model and a streaming synthesiser ahead of the voice; the partner through recognisers.
  ///
  /// Assumptions of `agent/1`, all stated here because they are part of a run's identity. Own side: a turn
  /// and its text begin to arrive 600 ms before its first word and stream at 120 UTF-8 bytes a second.
  /// Speech arrives sentence by sentence with words, phones and audio: the first chunk 250 ms before it
  /// sounds, each next one after 150 ms plus 0.3 × the length of the one before, but at least 250 ms
  /// ahead. A turn's end becomes known with its last chunk. An interruption is known when it happens.
  /// Partner: voice activity after 100 ms and its end after 200 ms, words 300 ms after each ends, a turn's
  /// text 300 ms and labels of emotion 500 ms after its end, phones never, audio as it sounds.
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
struct SpeechClock {
  let recording: Recording
  let performer: String
  let whole: Bool
  /// Own chunks in order of start: what they span and when they arrive.
  private var chunks: [(start: MediaTime, end: MediaTime, arrival: MediaTime, utterance: Int)] = []
  private var utterances: [Utterance]
  private var turnStart: [String: MediaTime] = [:]

  init(_ recording: Recording, performing performer: String, whole: Bool) {
    self.recording = recording
    self.performer = performer
    self.whole = whole
    utterances = Utterance.all(in: recording, of: performer)
    for (index, utterance) in utterances.enumerated() {
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
        chunks.append((start, end, arrival, index))
        previous = (arrival, end - start)
      }
    }
    for record in recording.log where record.kind == .turn && turnStart[record.id] == nil {
      if let start = record.start { turnStart[record.id] = start }
    }
  }

  func schedule() -> ArrivalSchedule {
    var records: [(arrival: MediaTime, record: Record)] = []
    var times: [String: Record] = [:]
    var announced: [String: MediaTime] = [:]
    for record in recording.log {
      let first = records.count
      let merged = record.operation == .announce ? record : times[record.id]?.revised(by: record) ?? record
      if record.operation != .cancel { times[record.id] = merged }
      if record.participant == performer {
        own(record, merged, into: &records)
      } else {
        others(record, merged, into: &records)
      }
      // Nothing is corrected or taken back before it is known.
      for index in records.indices[first...] {
        if records[index].record.operation == .announce {
          announced[record.id] = records[index].arrival
        } else if let known = announced[record.id] {
          records[index].arrival = max(records[index].arrival, known)
        }
      }
    }
    return ArrivalSchedule(
      records,
      hearing: Hearings.of(recording, participant: performer, own: chunks.map { ($0.arrival, $0.end) }))
  }

  /// When the own speech at a time becomes known: with its chunk, or the next one.
  private func spoken(at time: MediaTime) -> MediaTime {
    if let chunk = chunks.first(where: { time < $0.end }) { return min(chunk.arrival, time) }
    return max(.zero, min(chunks.last?.arrival ?? time, time))
  }

  /// When the text at an anchor has streamed in.
  private func written(_ anchor: Record.Anchor?, turn: String?) -> MediaTime? {
    guard let id = anchor?.turn ?? turn, let start = turnStart[id] else { return nil }
    if whole { return start }
    let streamed = MediaTime(flicks: Int64(anchor?.offset ?? 0) * (MediaTime.flicksPerSecond / 120))
    return max(.zero, start - .milliseconds(600) + streamed)
  }

  private func own(
    _ record: Record, _ merged: Record, into records: inout [(arrival: MediaTime, record: Record)]
  ) {
    switch (record.kind, record.operation) {
    case (_, .cancel):
      records.append((max(.zero, record.end ?? record.arrival ?? merged.start ?? .zero), record))
    case (.turn, _):
      guard let start = merged.start else {
        records.append((written(nil, turn: record.id) ?? record.arrival ?? .zero, record))
        return
      }
      var opening = record
      opening.end = nil
      records.append((written(nil, turn: record.id) ?? start, opening))
      if let end = record.end {
        let last = chunks.last { $0.start < end }?.arrival ?? start
        let closing = Record(
          id: record.id, operation: .revise, kind: .turn, participant: performer, end: end,
          isEstimated: record.isEstimated)
        records.append((max(last, written(nil, turn: record.id) ?? start), closing))
      }
    case (.delta, _): records.append((written(record.anchor, turn: nil) ?? record.arrival ?? .zero, record))
    case (.cue, _) where record.start == nil:
      records.append((written(record.anchor, turn: nil) ?? record.arrival ?? .zero, record))
    case (.audio, _):
      // Audio is handed out with its chunks, see `hearing`; the record itself says that there is some.
      records.append((chunks.first?.arrival ?? record.start ?? .zero, record))
    case (.parameter, _): records.append((record.arrival ?? record.start ?? .zero, record))
    default:
      guard let start = merged.start else {
        records.append((written(record.anchor, turn: nil) ?? record.arrival ?? .zero, record))
        return
      }
      records.append((spoken(at: start), record))
    }
  }

  private func others(
    _ record: Record, _ merged: Record, into records: inout [(arrival: MediaTime, record: Record)]
  ) {
    let end = merged.end ?? merged.start ?? record.arrival ?? .zero
    switch record.kind {
    case .phone: return
    case .turn, .voice:
      let delay = MediaTime.milliseconds(record.kind == .turn ? 300 : 200)
      if record.operation == .announce, let start = record.start, record.end != nil {
        // The beginning is noticed first; the end, and a turn's words, only when it is over.
        var opening = record
        opening.end = nil
        opening.text = nil
        records.append((start + .milliseconds(100), opening))
        var closing = record
        closing.operation = .revise
        records.append((max(end + delay, start + .milliseconds(100)), closing))
      } else if record.operation == .announce, let start = record.start {
        records.append((start + .milliseconds(100), record))
      } else {
        records.append((end + delay, record))
      }
    case .word: records.append((end + .milliseconds(300), record))
    case .cue: records.append((end + .milliseconds(500), record))
    case .delta: records.append(((record.arrival ?? end) + .milliseconds(300), record))
    case .audio: records.append((record.start ?? .zero, record))
    case .parameter: records.append((record.arrival ?? .zero, record))
    }
  }
}
