/// The emotion vocabulary used inside: what cues name and what metrics and strategies agree on.
public enum Emotion: String, Hashable, Sendable, CaseIterable {
  /// No emotion, or positive ones, or open ones.
  case neutral, joy, amusement, contentment, love, pride, surprise, confusion, interest, thinking
  /// Negative ones, and what follows them.
  case sadness, disappointment, fear, anger, annoyance, disgust, contempt, embarrassment, relief

  /// The emotion that a label of a vocabulary in use means: Ekman, MELD, VRM presets, BEAT, Audio2Face
  /// names and everyday words. `nil` where no mapping is stated: report it, never guess.
  public init?(label: String) {
    let key = label.lowercased()
    guard let emotion = Emotion(rawValue: key) ?? Self.synonyms[key] else { return nil }
    self = emotion
  }

  /// Labels of other vocabularies and what they mean here. Strategies that read labels should know them all.
  static let synonyms: [String: Emotion] = [
    "calm": .neutral, "relaxed": .contentment, "peaceful": .contentment, "content": .contentment,
    "happy": .joy, "happiness": .joy, "joyful": .joy, "cheekiness": .amusement, "excited": .joy,
    "amused": .amusement, "laughing": .amusement, "laugh": .amusement, "playful": .amusement,
    "loving": .love, "warm": .love, "affectionate": .love, "proud": .pride, "powerful": .pride,
    "surprised": .surprise, "amazement": .surprise, "amazed": .surprise, "shocked": .surprise,
    "confused": .confusion, "puzzled": .confusion, "curious": .interest, "interested": .interest,
    "thoughtful": .thinking, "pensive": .thinking, "sad": .sadness, "grief": .sadness,
    "disappointed": .disappointment, "outofbreath": .fear, "scared": .fear, "fearful": .fear, "afraid": .fear,
    "worried": .fear, "nervous": .fear, "angry": .anger, "mad": .anger, "annoyed": .annoyance,
    "frustrated": .annoyance, "disgusted": .disgust, "contemptuous": .contempt, "pain": .sadness,
    "embarrassed": .embarrassment, "shy": .embarrassment, "relieved": .relief,
  ]
}
