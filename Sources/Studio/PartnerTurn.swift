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

  /// Spreads the words of a text from a time on, as ``SpeakingRate`` says.
  init(id: String, participant: String, reading: ScriptReading, from start: MediaTime, rate: Double) {
    self.id = id
    self.participant = participant
    let (text, lead) = Self.text(of: reading)
    self.text = text
    self.start = start
    words = SpeakingRate(wordsPerMinute: rate).words(of: text).map { word in
      func time(_ seconds: Double) -> MediaTime { start + .milliseconds(Int64((seconds * 1000).rounded())) }
      return Word(text: word.text, offset: word.offset, start: time(word.start), end: time(word.end))
    }
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
