import Conversation
import Motion

/// The whole conversation as a performer knows it who has read the last page first. Times in seconds.
struct Situation {
  /// A phone of the performer's own speech.
  struct Sound {
    var start: Double
    var end: Double
    var phone: Phone
    var duration: Double { end - start }
  }
  /// A stressed vowel that motion may lean on.
  struct Accent {
    /// Middle of the vowel, where its energy peaks.
    var time: Double
    /// Its onset.
    var onset: Double
    var word: String
    /// Last accent of its phrase.
    var isNuclear: Bool
    /// A word of grammar that is stressed all the same.
    var isWeak: Bool
  }
  /// A stretch of time.
  struct Stretch {
    var start: Double
    var end: Double
    func contains(_ t: Double) -> Bool { t >= start && t < end }
  }
  /// An emotion that sets in.
  struct Feeling {
    var time: Double
    var emotion: Emotion
    var strength: Double
  }
  /// Something to be done: a stage direction or an emoji.
  struct Act {
    var time: Double
    var text: String
  }

  private(set) var sounds: [Sound] = []
  private(set) var accents: [Accent] = []
  /// Speech without pauses of 0.18 s.
  private(set) var phrases: [Stretch] = []
  /// Speech without pauses of 0.7 s.
  private(set) var turns: [Stretch] = []
  /// Turns that end in a question.
  private(set) var questions: Set<Int> = []
  /// Speech of the others, without pauses of 0.18 s.
  private(set) var partnerPhrases: [Stretch] = []
  /// Speech of the others, without pauses of 0.7 s.
  private(set) var partnerTurns: [Stretch] = []
  private(set) var feelings: [Feeling] = []
  private(set) var acts: [Act] = []

  init(_ recording: Recording, of participant: String) throws(PerformerError) {
    guard recording.participants.contains(where: { $0.id == participant }) else {
      throw .unknownParticipant(recording: recording.id, participant: participant)
    }
    let happened = Happened(recording)
    let own = happened.of(participant)
    for span in own.phones where span.end > span.start {
      let phone = Phone(arpabet: span.text) ?? Phone(espeak: span.text)
      guard let phone, phone.symbol != .silence else { continue }
      sounds.append(Sound(start: span.start.seconds, end: span.end.seconds, phone: phone))
    }
    let words = own.words.filter { $0.end > $0.start }
    guard !sounds.isEmpty || words.isEmpty else {
      throw .withoutPhones(recording: recording.id, participant: participant)
    }
    let speech = sounds.map { Stretch(start: $0.start, end: $0.end) }
    phrases = Self.joined(speech, pause: 0.18)
    turns = Self.joined(speech, pause: 0.7)
    readAccents(words)
    var others: [Stretch] = []
    for other in recording.participants where other.id != participant {
      others += happened.speech(of: other.id).map { Stretch(start: $0.start.seconds, end: $0.end.seconds) }
    }
    others.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    partnerPhrases = Self.joined(others, pause: 0.18)
    partnerTurns = Self.joined(others, pause: 0.7)
    for cue in own.cues {
      switch cue.cue {
      case .emotion:
        guard let emotion = Emotion(label: cue.text) else { continue }
        feelings.append(
          Feeling(time: cue.start.seconds, emotion: emotion, strength: min(1, max(0, cue.value ?? 0.6))))
      case .stage, .emoji: acts.append(Act(time: cue.start.seconds, text: cue.text.lowercased()))
      case .tool: acts.append(Act(time: cue.start.seconds, text: "think"))
      case .gaze, nil: break
      }
    }
  }

  /// Whether the performer speaks.
  func isSpeaking(at t: Double) -> Bool { turns.contains { $0.contains(t) } }
  /// Whether somebody else speaks and the performer does not.
  func isListening(at t: Double) -> Bool { !isSpeaking(at: t) && partnerTurns.contains { $0.contains(t) } }

  private mutating func readAccents(_ words: [Happened.Span]) {
    var found: [Accent] = []
    for word in words {
      let (start, end) = (word.start.seconds, word.end.seconds)
      let bare = word.text.lowercased().filter { $0.isLetter || $0 == "'" }
      if word.text.contains("?"), let turn = turns.firstIndex(where: { $0.contains(start) }) {
        questions.insert(turn)
      }
      let isWeak = Self.functionWords.contains(bare)
      let vowels = sounds.filter { $0.phone.symbol.isVowel && $0.start >= start - 0.02 && $0.start < end }
      let stressed = vowels.first { $0.phone.stress == 1 }
      guard let vowel = stressed ?? (isWeak ? nil : vowels.first) else { continue }
      found.append(
        Accent(
          time: vowel.start + 0.45 * vowel.duration, onset: vowel.start, word: bare, isNuclear: false,
          isWeak: isWeak))
    }
    for phrase in phrases {
      if let last = found.lastIndex(where: { phrase.contains($0.time) && !$0.isWeak }) {
        found[last].isNuclear = true
      }
    }
    accents = found
  }

  private static func joined(_ parts: [Stretch], pause: Double) -> [Stretch] {
    var result: [Stretch] = []
    for part in parts {
      if let last = result.last, part.start - last.end < pause {
        result[result.count - 1].end = max(last.end, part.end)
      } else {
        result.append(part)
      }
    }
    return result
  }

  /// English words that seldom carry an accent.
  private static let functionWords: Set<String> = [
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but", "if",
    "as",
    "than", "that", "is", "are", "was", "were", "be", "been", "am", "it", "its", "it's", "he", "she", "they",
    "we", "me", "him", "her", "them", "us", "my", "your", "his", "their", "our", "do", "does", "did", "have",
    "has", "had", "will", "would", "can", "could", "should", "there", "this", "these", "those", "i", "i'm",
    "you",
    "you're", "so", "then", "just", "who", "which",
  ]
}
