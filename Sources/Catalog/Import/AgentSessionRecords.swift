import Conversation
import Formats
import Motion
import Script

/// The records of an agent's session as they are made.
struct AgentSessionRecords {
  /// Whether records have arrivals.
  let isTimed: Bool
  private var records: [Record] = []
  /// Tool calls, which stand behind the turns to which they are tied.
  private var tools: [Record] = []

  init(isTimed: Bool = false) { self.isTimed = isTimed }

  var isEmpty: Bool { records.isEmpty && tools.isEmpty }

  /// In order of arrival, or of start where there is none; what is said of one thing keeps its order.
  func ordered() -> [Record] {
    guard !isTimed else {
      return announcedFirst(records + tools).enumerated().sorted {
        ($0.element.arrival ?? .zero, $0.offset) < ($1.element.arrival ?? .zero, $1.offset)
      }.map(\.element)
    }
    var starts: [String: MediaTime] = [:]
    for record in records + tools where record.operation == .announce { starts[record.id] = record.start }
    func time(_ record: Record) -> MediaTime {
      if let start = record.start ?? starts[record.id] { return start }
      return record.anchor.flatMap { starts[$0.turn] } ?? .zero
    }
    return (records + tools).enumerated().sorted {
      (time($0.element), $0.offset) < (time($1.element), $1.offset)
    }
    .map(\.element)
  }

  /// The records, none of them arriving before what it speaks of or hangs on was announced.
  private func announcedFirst(_ records: [Record]) -> [Record] {
    var announced: [String: MediaTime] = [:]
    for record in records where record.operation == .announce && record.kind == .turn {
      announced[record.id] = record.arrival
    }
    return records.map { record in
      var record = record
      let turn = record.anchor.flatMap { announced[$0.turn] } ?? .zero
      record.arrival = max(record.arrival ?? .zero, max(announced[record.id] ?? .zero, turn))
      if record.operation == .announce { announced[record.id] = record.arrival }
      return record
    }
  }

  private func arrived(_ record: Record, at arrival: MediaTime?) -> Record {
    var record = record
    record.arrival = isTimed ? max(.zero, arrival ?? record.start ?? .zero) : nil
    return record
  }

  private mutating func add(_ record: Record, at arrival: MediaTime?) {
    records.append(arrived(record, at: arrival))
  }

  /// Adds a turn: its text in the pieces in which it came, its words, what it asks for, and where it was cut off.
  mutating func add(_ spoken: AgentSessionAssembly.Spoken) {
    let (name, participant) = (spoken.name, spoken.participant)
    let pieces = arrivals(of: spoken)
    let begun = pieces.first?.at ?? spoken.item.at ?? spoken.start
    let whole = max(begun, spoken.item.doneAt ?? pieces.last?.at ?? spoken.item.at ?? spoken.end)
    let isAgent = participant == "agent"
    let end = max(spoken.start, spoken.end)
    if isTimed {
      add(
        Record(
          id: name, kind: .turn, participant: participant, start: spoken.start,
          isEstimated: spoken.isEstimated),
        at: isAgent ? begun : max(begun, spoken.start))
    } else {
      add(
        Record(
          id: name, kind: .turn, participant: participant, start: spoken.start, end: end, text: spoken.text,
          isEstimated: spoken.isEstimated), at: nil)
    }
    if !isAgent, !spoken.isEstimated { addVoice(spoken, end: end) }
    if pieces.count > 1 || isTimed {
      for (number, piece) in pieces.enumerated() where !piece.text.isEmpty {
        add(
          Record(
            id: "\(name).d\(number + 1)", kind: .delta, participant: participant,
            anchor: .init(turn: name, offset: piece.offset), text: piece.text),
          at: max(begun, piece.at ?? whole))
      }
    }
    if isTimed, isAgent { addSound(spoken, begun: begun) }
    let words = addWords(spoken, pieces: pieces, begun: begun, whole: whole)
    if isTimed {
      add(
        Record(
          id: name, operation: .revise, kind: .turn, participant: participant, end: end, text: spoken.text,
          isEstimated: spoken.isEstimated), at: whole)
    }
    guard let cut = spoken.cut, cut < end else { return }
    let known = max(whole, spoken.item.cancelledAt ?? cut)
    for record in words {
      guard let last = record.end, last > cut else { continue }
      add(
        Record(id: record.id, operation: .cancel, kind: .word, participant: participant, end: cut),
        at: max(known, record.arrival ?? known))
    }
    add(
      Record(
        id: name, operation: .revise, kind: .turn, participant: participant, end: cut,
        isEstimated: spoken.isEstimated), at: known)
  }

  /// Adds the user's voice: where it lay in the sound, told when the log told of its beginning and of its end.
  private mutating func addVoice(_ spoken: AgentSessionAssembly.Spoken, end: MediaTime) {
    let voice = Record(
      id: "\(spoken.name).v1", kind: .voice, participant: spoken.participant, start: spoken.start)
    guard isTimed else {
      var whole = voice
      whole.end = end
      add(whole, at: nil)
      return
    }
    let onset = max(spoken.start, spoken.item.speechStartAt ?? spoken.item.at ?? spoken.start)
    add(voice, at: onset)
    add(
      Record(
        id: voice.id, operation: .revise, kind: .voice, participant: spoken.participant, end: end),
      at: max(end, spoken.item.speechEndAt ?? end))
  }

  /// Adds the stretches of sound in which the agent's voice came, up to where it fell silent.
  private mutating func addSound(_ spoken: AgentSessionAssembly.Spoken, begun: MediaTime) {
    guard let sound = spoken.item.sound, !sound.isCut, let length = sound.duration, sound.byteCount > 0 else {
      return
    }
    let silence = min(spoken.end, spoken.cut ?? spoken.end)
    func time(_ bytes: Int) -> MediaTime {
      let share = Double(bytes) / Double(sound.byteCount)
      return min(silence, spoken.start + MediaTime(flicks: Int64(Double(length.flicks) * share)))
    }
    var bytes = 0
    var latest = begun
    for (number, chunk) in sound.chunks.enumerated() {
      let start = time(bytes)
      bytes += chunk.byteCount
      let end = time(bytes)
      latest = max(latest, chunk.at ?? latest)
      guard end > start else { continue }
      add(
        Record(
          id: "\(spoken.name).a\(number + 1)", kind: .audio, participant: spoken.participant, start: start,
          end: end), at: latest)
    }
  }

  private struct Piece {
    var text: String
    var offset: Int
    var at: MediaTime?
  }

  /// The pieces of the text with their places in it, trimmed as the text is.
  private func arrivals(of spoken: AgentSessionAssembly.Spoken) -> [Piece] {
    let raw = spoken.item.wholeText
    let lead = raw.prefix { $0.isWhitespace }.utf8.count
    let length = spoken.text.utf8.count
    let bytes = Array(raw.utf8)
    var place = 0
    var latest: MediaTime?
    var pieces: [Piece] = []
    for piece in spoken.item.text {
      let first = max(place, lead)
      place += piece.text.utf8.count
      let last = min(place, lead + length)
      if let at = piece.at { latest = max(latest ?? at, at) }
      guard last > first, last <= bytes.count else { continue }
      pieces.append(
        Piece(text: String(decoding: bytes[first..<last], as: UTF8.self), offset: first - lead, at: latest))
    }
    return pieces
  }

  private mutating func addWords(
    _ spoken: AgentSessionAssembly.Spoken, pieces: [Piece], begun: MediaTime, whole: MediaTime
  ) -> [Record] {
    let (name, participant) = (spoken.name, spoken.participant)
    let draft = TurnDraft(
      speaker: 0, text: spoken.text, writing: spoken.writing, start: spoken.start, end: spoken.end, words: [],
      emotions: [], line: spoken.item.line)
    let script = draft.script()
    let spans = TurnDraft.spread(script.tokens, over: spoken.start, spoken.end)
    func known(_ offset: Int) -> MediaTime {
      max(begun, pieces.last { $0.offset <= offset }?.at ?? whole)
    }
    var words: [Record] = []
    for (number, (token, span)) in zip(script.tokens, spans).enumerated() {
      let word = Record(
        id: "\(name).w\(number + 1)", kind: .word, participant: participant, start: span.0, end: span.1,
        anchor: .init(turn: name, offset: token.offset), text: token.text, isEstimated: true)
      let arrival = known(token.offset + token.text.utf8.count - 1)
      words.append(word)
      add(word, at: participant == "agent" ? arrival : max(arrival, span.1))
    }
    for (number, cue) in script.cues.enumerated() {
      let before = words.last { ($0.anchor?.offset ?? 0) < cue.offset }
      let next = words.first { ($0.anchor?.offset ?? 0) >= cue.offset }
      let start = cue.kind == .emoji ? before?.end ?? spoken.start : next?.start ?? spoken.end
      add(
        Record(
          id: "\(name).c\(number + 1)", kind: .cue, participant: participant, start: start,
          end: cue.kind == .emotion ? max(start, spoken.end) : nil,
          anchor: .init(turn: name, offset: min(cue.offset, spoken.text.utf8.count)), text: cue.text,
          cue: cue.kind,
          value: cue.value, isEstimated: true), at: known(cue.offset + cue.length - 1))
    }
    return words
  }

  /// Adds a tool call, tied to the end of the text before it.
  mutating func addCall(
    _ call: AgentSession.Call, at time: MediaTime, participant: String,
    after spoken: AgentSessionAssembly.Spoken?
  ) {
    tools.append(
      arrived(
        Record(
          id: "call\(tools.count + 1)", kind: .cue, participant: participant, start: time,
          anchor: spoken.map { .init(turn: $0.name, offset: $0.text.utf8.count) },
          text: call.name.isEmpty ? "tool" : call.name, cue: .tool, isEstimated: !isTimed),
        at: call.at ?? time))
  }
}
