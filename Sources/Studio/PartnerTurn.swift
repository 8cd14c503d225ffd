import Conversation
import Motion
import Script

/// A turn of the other party: spoken by a voice of its own, or with words spread by a rule of speaking rate.
struct PartnerTurn {
  struct Word {
    var text: String
    /// Place in the turn's text, in UTF-8 bytes.
    var offset: Int
    var start: MediaTime
    var end: MediaTime
    /// What it consists of, where a voice spoke it.
    var sounds: [(phone: Phone, start: MediaTime, end: MediaTime)] = []
  }

  let id: String
  let participant: String
  /// What was said; cues are not part of it.
  let text: String
  let words: [Word]
  let cues: [(cue: ScriptCue, offset: Int)]
  let start: MediaTime
  let end: MediaTime
  /// Where each stretch of samples begins in the session; empty without a voice.
  let sound: [(first: Int, samples: ArraySlice<Int16>)]
  /// Whether its times come from a rule instead of a voice.
  let isEstimated: Bool
  /// When the party falls silent because it is talked over.
  var silence: MediaTime?

  /// When the partner is heard last.
  var heardUntil: MediaTime { min(end, silence ?? end) }

  /// Takes a turn as a voice spoke it.
  init(_ turn: CharacterTurn) {
    id = turn.id
    participant = turn.participant
    let (text, lead) = Self.text(of: turn.reading)
    self.text = text
    words = turn.words.map { word in
      Word(
        text: word.text, offset: max(0, turn.reading.spokenOffset(ofRaw: word.anchor) - lead),
        start: word.start, end: word.end, sounds: word.sounds)
    }
    cues = Self.cues(of: turn.reading, lead: lead)
    start = turn.start
    end = turn.end
    sound = turn.sound
    isEstimated = false
  }

  /// Spreads the words of a text from a time on.
  ///
  /// At 170 words a minute a word lasts 80 ms and 170 ms for each of its syllables; a comma, colon,
  /// semicolon or dash pauses 180 ms, the end of a sentence 450 ms. Other rates scale all of it.
  init(id: String, participant: String, reading: ScriptReading, from start: MediaTime, rate: Double) {
    self.id = id
    self.participant = participant
    let (text, lead) = Self.text(of: reading)
    self.text = text
    self.start = start
    let scale = 170 / rate
    var place = start
    var words: [Word] = []
    for token in text.split(whereSeparator: \.isWhitespace) {
      guard token.contains(where: \.isWordlike) else { continue }
      let length = (80 + 170 * Double(Self.syllables(token))) * scale
      let end = place + .milliseconds(Int64(length.rounded()))
      let offset = text.utf8.distance(from: text.startIndex, to: token.startIndex)
      words.append(Word(text: String(token), offset: offset, start: place, end: end))
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
    cues = Self.cues(of: reading, lead: lead)
    sound = []
    isEstimated = true
  }

  /// What is spoken, and how many bytes of blanks stood before it.
  private static func text(of reading: ScriptReading) -> (text: String, lead: Int) {
    (reading.spoken.trimmingBlanks(), reading.spoken.prefix { $0.isWhitespace }.utf8.count)
  }

  private static func cues(of reading: ScriptReading, lead: Int) -> [(cue: ScriptCue, offset: Int)] {
    reading.cues.map { ($0, max(0, reading.spokenOffset(ofRaw: $0.offset) - lead)) }
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
