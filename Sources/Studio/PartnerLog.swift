import Conversation
import Motion
import Script

extension PartnerTurn {
  /// The turn's records with their arrivals at the other party, through recognisers as in `agent/1`: what was
  /// said is known `delay` seconds after it, cues 200 ms later still.
  ///
  /// Of a turn that was cut off there is what was heard; nothing was announced ahead, so nothing is taken back.
  func records(delay: Double) -> [Record] {
    let said = AgentTiming.time(delay)
    var log: [Record] = []
    func add(_ record: Record, after delay: MediaTime, of time: MediaTime) {
      var record = record
      record.arrival = time + delay
      record.isEstimated = isEstimated
      log.append(record)
    }
    let words = heardWords
    let end = heardUntil
    add(
      Record(id: id, kind: .turn, participant: participant, start: start), after: .milliseconds(100),
      of: start)
    for (index, span) in breaths(words).enumerated() {
      let name = "\(id).v\(index + 1)"
      add(
        Record(id: name, kind: .voice, participant: participant, start: span.start),
        after: .milliseconds(100), of: span.start)
      add(
        Record(id: name, operation: .revise, kind: .voice, participant: participant, end: span.end),
        after: .milliseconds(200), of: span.end)
    }
    for (index, word) in words.enumerated() {
      let name = "\(id).w\(index + 1)"
      let anchor = Record.Anchor(turn: id, offset: word.offset)
      add(
        Record(
          id: name, kind: .word, participant: participant, start: word.start, end: word.end, anchor: anchor,
          text: word.text),
        after: said, of: word.end)
      for (place, sound) in word.sounds.enumerated() {
        add(
          Record(
            id: "\(name).p\(place + 1)", kind: .phone, participant: participant, start: sound.start,
            end: sound.end, anchor: anchor, text: sound.phone.label),
          after: said, of: word.end)
      }
    }
    let text = heardText(words)
    add(
      Record(id: id, operation: .revise, kind: .turn, participant: participant, end: end, text: text),
      after: said, of: end)
    for (index, entry) in cues.enumerated() {
      let next = words.first { $0.offset >= entry.offset }
      let before = words.last { $0.offset < entry.offset }
      if silence != nil, next == nil { break }
      let follows = entry.cue.kind == .emoji && before != nil
      let from = follows ? before?.end ?? start : next?.start ?? end
      let until = entry.cue.kind == .emotion ? emotionEnd(after: index, words) : nil
      add(
        Record(
          id: "\(id).c\(index + 1)", kind: .cue, participant: participant, start: from, end: until,
          anchor: .init(turn: id, offset: min(entry.offset, text.utf8.count)), text: entry.cue.text,
          cue: entry.cue.kind, value: entry.cue.value),
        after: said + .milliseconds(200), of: end)
    }
    return log
  }

  /// Words and sounds up to the silence; what sounds then ends there.
  private var heardWords: [Word] {
    guard let silence else { return words }
    return words.filter { $0.start < silence }.map { word in
      var word = word
      word.end = min(word.end, silence)
      word.sounds = word.sounds.filter { $0.start < silence }.map {
        ($0.phone, $0.start, min($0.end, silence))
      }
      return word
    }
  }

  /// The text up to the last word that was heard.
  private func heardText(_ words: [Word]) -> String {
    guard silence != nil, let last = words.last else { return text }
    let end = min(text.utf8.count, last.offset + last.text.utf8.count)
    return String(decoding: text.utf8.prefix(end), as: UTF8.self)
  }

  private func emotionEnd(after index: Int, _ words: [Word]) -> MediaTime {
    guard let next = cues[(index + 1)...].first(where: { $0.cue.kind == .emotion }) else { return heardUntil }
    return words.first { $0.offset >= next.offset }?.start ?? heardUntil
  }

  /// Voice activity: words with less than 300 ms between them.
  private func breaths(_ words: [Word]) -> [(start: MediaTime, end: MediaTime)] {
    var spans: [(start: MediaTime, end: MediaTime)] = []
    for word in words {
      if let last = spans.last, word.start - last.end < .milliseconds(300) {
        spans[spans.count - 1].end = word.end
      } else {
        spans.append((word.start, word.end))
      }
    }
    return spans.isEmpty ? [(start, heardUntil)] : spans
  }
}
