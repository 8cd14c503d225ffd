import Conversation
import Motion
import Provenance
import Script

extension CharacterTurn {
  /// The turn's records with their arrivals, as an agent with a language model and a streaming
  /// synthesiser would learn of them (`agent/1`).
  func records(seed: Seed) -> [Record] {
    var log: [Record] = []
    func add(_ record: Record, at arrival: MediaTime) {
      var record = record
      record.arrival = arrival
      log.append(record)
    }
    func entry(_ id: String, _ kind: Record.Kind, _ operation: Record.Operation = .announce) -> Record {
      Record(id: id, operation: operation, kind: kind, participant: participant)
    }
    add(entry(id, .turn), at: written(0))
    var deltas: [(offset: Int, text: String, arrival: MediaTime)] = []
    var reader = ScriptReader()
    var written: [MediaTime] = []
    for (offset, text) in cuts(seed: seed) {
      let arrival = self.written(offset)
      deltas.append((offset, text, arrival))
      for piece in reader.feed(text) {
        if case .cue = piece { written.append(arrival) }
      }
    }
    // What was held back until the text ended is known with its last piece.
    let last = deltas.last?.arrival ?? self.written(0)
    written += [MediaTime](repeating: last, count: max(0, reading.cues.count - written.count))
    for (index, delta) in deltas.enumerated() {
      var record = entry("\(id).d\(index + 1)", .delta)
      record.anchor = .init(turn: id, offset: delta.offset)
      record.text = delta.text
      add(record, at: delta.arrival)
    }
    let times = cueTimes()
    let ends = emotionEnds(times)
    let closing = max(last, chunks.last?.arrival ?? last)
    for (index, cue) in reading.cues.enumerated() {
      var record = entry("\(id).c\(index + 1)", .cue)
      record.anchor = .init(turn: id, offset: cue.offset)
      record.text = cue.text
      record.cue = cue.kind
      record.value = cue.value
      add(record, at: written[index])
      var timed = entry(record.id, .cue, .revise)
      timed.start = times[index].start
      timed.end = times[index].end
      let known = max(written[index], times[index].arrival)
      add(timed, at: known)
      if let end = ends[index] {
        var ended = entry(record.id, .cue, .revise)
        ended.end = end.end
        add(ended, at: max(known, end.arrival))
      }
    }
    var opening = entry(id, .turn, .revise)
    opening.start = start
    add(opening, at: chunks.first?.arrival ?? start)
    for (index, chunk) in chunks.enumerated() { speech(of: chunk, number: index, add: add) }
    var end = entry(id, .turn, .revise)
    end.end = self.end
    end.text = reading.raw
    add(end, at: max(closing, chunks.first?.arrival ?? start))
    return silenced(log, deltas: deltas.map { ($0.text, $0.arrival) })
  }

  /// Audio, voice activity, words and phones of one chunk.
  private func speech(of chunk: Chunk, number: Int, add: (Record, MediaTime) -> Void) {
    let next = number + 1 < chunks.count ? chunks[number + 1].start : chunk.end + .milliseconds(50)
    add(
      Record(
        id: "\(id).a\(number + 1)", kind: .audio, participant: participant, start: chunk.start, end: next),
      chunk.arrival)
    var spans: [(start: MediaTime, end: MediaTime)] = []
    for word in words[chunk.words] {
      if let last = spans.last, word.start - last.end < .milliseconds(200) {
        spans[spans.count - 1].end = word.end
      } else {
        spans.append((word.start, word.end))
      }
    }
    for (index, span) in spans.enumerated() {
      add(
        Record(
          id: "\(id).v\(number + 1).\(index + 1)", kind: .voice, participant: participant, start: span.start,
          end: span.end),
        chunk.arrival)
    }
    for index in chunk.words {
      let word = words[index]
      let name = "\(id).w\(index + 1)"
      let anchor = Record.Anchor(turn: id, offset: word.anchor)
      add(
        Record(
          id: name, kind: .word, participant: participant, start: word.start, end: word.end, anchor: anchor,
          text: word.text),
        chunk.arrival)
      for (place, sound) in word.sounds.enumerated() {
        add(
          Record(
            id: "\(name).p\(place + 1)", kind: .phone, participant: participant, start: sound.start,
            end: sound.end, anchor: anchor, text: sound.phone.label),
          chunk.arrival)
      }
    }
  }

  /// Pieces of 20 to 60 bytes in which the text streams in, cut at characters.
  private func cuts(seed: Seed) -> [(offset: Int, text: String)] {
    var generator = SeededGenerator(seed: seed.derive("deltas", id))
    var result: [(offset: Int, text: String)] = []
    var offset = 0
    var piece = ""
    var limit = 20 + Int(generator.unit() * 41)
    for character in reading.raw {
      piece.append(character)
      if piece.utf8.count >= limit {
        result.append((offset, piece))
        offset += piece.utf8.count
        piece = ""
        limit = 20 + Int(generator.unit() * 41)
      }
    }
    if !piece.isEmpty { result.append((offset, piece)) }
    return result
  }
}
