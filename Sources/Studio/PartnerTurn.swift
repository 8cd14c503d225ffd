import Conversation
import Motion
import Script

/// A turn of the party that is not synthesised: its words are spread by a rule of speaking rate.
struct PartnerTurn {
  let id: String
  let participant: String
  /// What was said; cues are not part of it.
  let text: String
  let words: [(text: String, offset: Int, start: MediaTime, end: MediaTime)]
  let cues: [(cue: ScriptCue, offset: Int)]
  let start: MediaTime
  let end: MediaTime

  /// Spreads the words of a text from a time on.
  ///
  /// At 170 words a minute a word lasts 80 ms and 170 ms for each of its syllables; a comma, colon,
  /// semicolon or dash pauses 180 ms, the end of a sentence 450 ms. Other rates scale all of it.
  init(id: String, participant: String, reading: ScriptReading, from start: MediaTime, rate: Double) {
    self.id = id
    self.participant = participant
    text = reading.spoken.trimmingBlanks()
    self.start = start
    let lead = reading.spoken.prefix { $0.isWhitespace }.utf8.count
    let scale = 170 / rate
    var place = start
    var words: [(text: String, offset: Int, start: MediaTime, end: MediaTime)] = []
    for token in text.split(whereSeparator: \.isWhitespace) {
      guard token.contains(where: \.isWordlike) else { continue }
      let length = (80 + 170 * Double(Self.syllables(token))) * scale
      let end = place + .milliseconds(Int64(length.rounded()))
      words.append(
        (String(token), text.utf8.distance(from: text.startIndex, to: token.startIndex), place, end))
      let pause =
        switch token.last {
        case ".", "!", "?", "…": 450.0
        case ",", ":", ";", "–", "—": 180.0
        default: 0.0
        }
      place = end + .milliseconds(Int64((pause * scale).rounded()))
    }
    self.words = words
    end = words.last?.end ?? start + .milliseconds(300)
    cues = reading.cues.map { ($0, max(0, reading.spokenOffset(ofRaw: $0.offset) - lead)) }
  }

  /// Groups of vowel letters, less a silent final e; digits count by how they are read one by one.
  static func syllables(_ word: Substring) -> Int {
    var count = 0
    var wasVowel = false
    let letters = Array(word.lowercased().filter(\.isWordlike))
    for (index, letter) in letters.enumerated() {
      if letter.isNumber {
        count += letter == "7" ? 2 : 1
        wasVowel = false
        continue
      }
      let isVowel = "aeiouyäöüéè".contains(letter)
      let isSilent = letter == "e" && index == letters.count - 1 && count > 0
      if isVowel, !wasVowel, !isSilent { count += 1 }
      wasVowel = isVowel
    }
    return max(1, count)
  }

  /// The turn's records with their arrivals at the other party, through recognisers as in `agent/1`.
  func records() -> [Record] {
    var log: [Record] = []
    func add(_ record: Record, after delay: Int64, of time: MediaTime) {
      var record = record
      record.arrival = time + .milliseconds(delay)
      record.isEstimated = true
      log.append(record)
    }
    add(Record(id: id, kind: .turn, participant: participant, start: start), after: 100, of: start)
    for (index, span) in breaths().enumerated() {
      let name = "\(id).v\(index + 1)"
      add(
        Record(id: name, kind: .voice, participant: participant, start: span.start), after: 100,
        of: span.start)
      add(
        Record(id: name, operation: .revise, kind: .voice, participant: participant, end: span.end),
        after: 200,
        of: span.end)
    }
    for (index, word) in words.enumerated() {
      add(
        Record(
          id: "\(id).w\(index + 1)", kind: .word, participant: participant, start: word.start, end: word.end,
          anchor: .init(turn: id, offset: word.offset), text: word.text),
        after: 300, of: word.end)
    }
    add(
      Record(id: id, operation: .revise, kind: .turn, participant: participant, end: end, text: text),
      after: 300, of: end)
    for (index, entry) in cues.enumerated() {
      let next = words.first { $0.offset >= entry.offset }
      let before = words.last { $0.offset < entry.offset }
      let follows = entry.cue.kind == .emoji && before != nil
      let from = follows ? before?.end ?? start : next?.start ?? end
      let until = entry.cue.kind == .emotion ? emotionEnd(after: index) : nil
      add(
        Record(
          id: "\(id).c\(index + 1)", kind: .cue, participant: participant, start: from, end: until,
          anchor: .init(turn: id, offset: min(entry.offset, text.utf8.count)), text: entry.cue.text,
          cue: entry.cue.kind, value: entry.cue.value),
        after: 500, of: end)
    }
    return log
  }

  private func emotionEnd(after index: Int) -> MediaTime {
    guard let next = cues[(index + 1)...].first(where: { $0.cue.kind == .emotion }) else { return end }
    return words.first { $0.offset >= next.offset }?.start ?? end
  }

  /// Voice activity: words with less than 300 ms between them.
  private func breaths() -> [(start: MediaTime, end: MediaTime)] {
    var spans: [(start: MediaTime, end: MediaTime)] = []
    for word in words {
      if let last = spans.last, word.start - last.end < .milliseconds(300) {
        spans[spans.count - 1].end = word.end
      } else {
        spans.append((word.start, word.end))
      }
    }
    return spans.isEmpty ? [(start, end)] : spans
  }
}

extension Swift.Character {
  /// Whether it belongs to words or numbers.
  var isWordlike: Bool { isLetter || isNumber }
}

extension String {
  /// Without white space at both ends.
  func trimmingBlanks() -> String {
    var view = drop(while: \.isWhitespace)
    while view.last?.isWhitespace ?? false { view.removeLast() }
    return String(view)
  }
}
