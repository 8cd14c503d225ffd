import Conversation
import Formats
import Motion
import Script

extension TranscriptAssembly {
  mutating func add(_ turn: TurnDraft, number: Int) {
    guard cast.indices.contains(turn.speaker), let start = turn.start, let end = turn.end else { return }
    let participant = cast[turn.speaker].participant.id
    let name = "t\(number)"
    log.append(
      Record(
        id: name, kind: .turn, participant: participant, start: start, end: max(start, end), text: turn.text,
        isEstimated: turn.isEstimated))
    for (index, label) in turn.emotions.enumerated() {
      let place = turn.line > 0 ? "\(id): line \(turn.line)" : id
      let vocabulary = rules.vocabulary.map { "vocabulary \($0.id)" } ?? "everyday words"
      switch rules.meaning(of: label.text) {
      case .emotion(let emotion, let strength):
        log.append(
          Record(
            id: "\(name).e\(index + 1)", kind: .cue, participant: participant, start: start,
            end: max(start, end), anchor: .init(turn: name, offset: 0), text: emotion.rawValue,
            cue: .emotion, value: label.value ?? strength))
      case .none:
        notes.append(
          ImportNote(
            .missing, place, "emotion '\(label.text)' of \(vocabulary) has no counterpart here; left without")
        )
      case .unknown:
        notes.append(ImportNote(.leftOut, place, "emotion '\(label.text)' is unknown in \(vocabulary)"))
      }
    }
    let script = turn.script()
    let words = self.words(of: turn, script, named: name)
    log += words
    addCues(script, of: turn, words: words, named: name)
  }

  private mutating func words(of turn: TurnDraft, _ script: TurnDraft.Script, named name: String) -> [Record]
  {
    guard let start = turn.start, let end = turn.end else { return [] }
    let participant = cast[turn.speaker].participant.id
    func record(
      _ number: Int, _ text: String, _ from: MediaTime, _ to: MediaTime, _ offset: Int, _ estimated: Bool
    )
      -> Record
    {
      Record(
        id: "\(name).w\(number + 1)", kind: .word, participant: participant, start: from, end: max(from, to),
        anchor: .init(turn: name, offset: offset), text: text, isEstimated: estimated)
    }
    guard turn.words.isEmpty else {
      let spoken = turn.words.filter { !$0.text.trimmingWhitespace().isEmpty }
      let (offsets, missing) = TurnDraft.places(of: spoken, in: turn.text)
      if missing > 0 {
        notes.append(
          ImportNote(
            .read, turn.line > 0 ? "\(id): line \(turn.line)" : id,
            "words that do not stand in their turn's text are anchored behind the word before"))
      }
      return zip(spoken, offsets).enumerated().map { number, entry in
        record(number, Self.oneLine(entry.0.text), entry.0.start, entry.0.end, entry.1, false)
      }
    }
    let spans = TurnDraft.spread(script.tokens, over: start, end)
    return zip(script.tokens, spans).enumerated().map { number, entry in
      record(number, entry.0.text, entry.1.0, entry.1.1, entry.0.offset, true)
    }
  }

  private mutating func addCues(
    _ script: TurnDraft.Script, of turn: TurnDraft, words: [Record], named name: String
  ) {
    let participant = cast[turn.speaker].participant.id
    let end = turn.end ?? .zero
    func start(of cue: ScriptCue) -> MediaTime {
      if cue.kind == .emoji, let before = words.last(where: { ($0.anchor?.offset ?? 0) < cue.offset }) {
        return before.end ?? end
      }
      return words.first { ($0.anchor?.offset ?? 0) >= cue.offset }?.start ?? end
    }
    for (index, cue) in script.cues.enumerated() {
      let from = start(of: cue)
      var until: MediaTime?
      if cue.kind == .emotion {
        until = script.cues[(index + 1)...].first { $0.kind == .emotion }.map(start(of:)) ?? end
        until = max(from, until ?? from)
      }
      log.append(
        Record(
          id: "\(name).c\(index + 1)", kind: .cue, participant: participant, start: from, end: until,
          anchor: .init(turn: name, offset: min(cue.offset, turn.text.utf8.count)), text: cue.text,
          cue: cue.kind, value: cue.value, isEstimated: true))
    }
  }

  mutating func add(_ lane: Transcript.Lane, of speaker: Int) {
    let participant = cast[speaker].participant.id
    var unknown: [(label: String, line: Int, count: Int)] = []
    var places: [String: Int] = [:]
    var number = 0
    for span in lane.phones {
      let label = span.text.trimmingWhitespace()
      guard let phone = Phone(spelling: label) else {
        if let place = places[label] {
          unknown[place].count += 1
        } else {
          places[label] = unknown.count
          unknown.append((label, span.line, 1))
        }
        continue
      }
      // What is between phones is silence.
      guard phone.symbol != .silence, span.end > span.start else { continue }
      number += 1
      log.append(
        Record(
          id: "\(participant).p\(number)", kind: .phone, participant: participant, start: span.start,
          end: span.end, text: phone.label))
    }
    for (label, line, count) in unknown {
      let more = count > 1 ? ", \(count) times" : ""
      notes.append(
        ImportNote(
          .leftOut, line > 0 ? "\(id): line \(line)" : id,
          "phone '\(label)' is neither ARPABET nor known IPA\(more)"))
    }
    addVoice(lane.voice, of: speaker, isEstimated: false)
  }

  mutating func addVoice(_ spans: [Transcript.Span], of speaker: Int, isEstimated: Bool) {
    let participant = cast[speaker].participant.id
    for (index, span) in spans.enumerated() {
      log.append(
        Record(
          id: "\(participant).v\(index + 1)", kind: .voice, participant: participant, start: span.start,
          end: max(span.start, span.end), isEstimated: isEstimated))
    }
  }

  /// Phones of words where a speaker has none, if the rules know how.
  mutating func pronounce() {
    guard let pronounce = rules.pronounce else { return }
    for member in cast {
      let participant = member.participant.id
      guard !log.contains(where: { $0.kind == .phone && $0.participant == participant }) else { continue }
      let words = log.filter { $0.kind == .word && $0.participant == participant }
      guard !words.isEmpty else { continue }
      let answers: [[Phone]]
      do { answers = try pronounce(words.map { $0.text ?? "" }) } catch {
        notes.append(ImportNote(.missing, id, "phones of \(participant): \(error)"))
        continue
      }
      var number = 0
      for (word, phones) in zip(words, answers) {
        guard let start = word.start, let end = word.end, end > start else { continue }
        for span in PhoneSpread().place(phones, from: start, to: end) {
          number += 1
          log.append(
            Record(
              id: "\(participant).p\(number)", kind: .phone, participant: participant, start: span.start,
              end: span.end, text: span.phone.label, isEstimated: true))
        }
      }
      notes.append(
        ImportNote(
          .assumed, id,
          "phones were found by rule from the words and spread over them; they are marked as estimated"))
    }
  }

  mutating func sort() {
    let order: [Record.Kind] = [.audio, .voice, .turn, .delta, .cue, .word, .phone, .parameter]
    let ranks = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    // Keys are sorted, not records, which are large.
    var keys = log.indices.map { index in
      (start: log[index].start ?? .zero, rank: ranks[log[index].kind] ?? 0, index: index)
    }
    keys.sort { ($0.start.flicks, $0.rank, $0.index) < ($1.start.flicks, $1.rank, $1.index) }
    log = keys.map { log[$0.index] }
  }
}
