/// Emotions that can be shown, with the labels, emoji and words that mean them.
public enum EmotionKind: String, CaseIterable, Sendable {
  /// Shown kinds.
  case joy, amusement, laugh, contentment, love, pride, surprise, confusion, interest, thinking
  /// More of them.
  case sadness, disappointment, fear, anger, annoyance, disgust, contempt, embarrassment, relief

  /// Whether it is pleasant (1), unpleasant (−1) or neither (0).
  public var valence: Int {
    switch self {
    case .joy, .amusement, .laugh, .contentment, .love, .pride, .relief: 1
    case .surprise, .confusion, .interest, .thinking, .embarrassment: 0
    case .sadness, .disappointment, .fear, .anger, .annoyance, .disgust, .contempt: -1
    }
  }

  /// The emotion that a label means; `nil` for neutral and for labels without a stated meaning.
  public init?(label: String) {
    let key = label.lowercased()
    guard let kind = EmotionKind(rawValue: key) ?? Self.labels[key] else { return nil }
    self = kind
  }

  /// The first emotion that an emoji sequence means.
  public init?(emoji: String) {
    for character in emoji.unicodeScalars {
      if let kind = Self.emoji[character.value] {
        self = kind
        return
      }
    }
    return nil
  }

  private static let labels: [String: EmotionKind] = [
    "happy": .joy, "happiness": .joy, "joyful": .joy, "excited": .joy, "excitement": .joy, "fun": .joy,
    "amused": .amusement, "playful": .amusement, "cheekiness": .amusement, "teasing": .amusement,
    "laughing": .laugh, "laughs": .laugh, "relaxed": .contentment,
    "peaceful": .contentment, "content": .contentment, "loving": .love, "warm": .love,
    "affectionate": .love, "caring": .love, "gratitude": .love, "grateful": .love, "proud": .pride,
    "powerful": .pride, "surprised": .surprise, "amazement": .surprise, "amazed": .surprise,
    "shocked": .surprise, "confused": .confusion, "puzzled": .confusion, "doubt": .confusion,
    "curious": .interest, "curiosity": .interest, "interested": .interest, "thoughtful": .thinking,
    "pensive": .thinking, "sad": .sadness, "grief": .sadness, "pain": .sadness, "empathy": .sadness,
    "disappointed": .disappointment, "scared": .fear, "fearful": .fear, "afraid": .fear, "worried": .fear,
    "nervous": .fear, "outofbreath": .fear, "angry": .anger, "mad": .anger, "annoyed": .annoyance,
    "frustrated": .annoyance, "frustration": .annoyance, "disgusted": .disgust, "contemptuous": .contempt,
    "embarrassed": .embarrassment, "shy": .embarrassment, "relieved": .relief,
  ]

  private static let emoji: [UInt32: EmotionKind] = {
    let rows: [(EmotionKind, String)] = [
      (.joy, "😀😃😄😊☺🙂🎉🥳🤩😎✨👍😋🥂🎶"), (.laugh, "😂🤣😆"), (.amusement, "😁😉😜😝😏😅🤭"), (.contentment, "😌🙏"),
      (.love, "😍🥰😘❤💕🫶🤗🤍👶"), (.pride, "💪🏆🦁"), (.surprise, "😮😲😯🤯😱"), (.confusion, "😕🤨😵"), (.interest, "👀💡"),
      (.thinking, "🤔🧐"), (.sadness, "😢😭🥺💔☹"), (.disappointment, "😞😔🙁"), (.fear, "😨😰😧"), (.anger, "😠😡🤬"),
      (.annoyance, "😒🙄😤"), (.disgust, "🤢🤮"), (.embarrassment, "😳🙈🙊🤐"),
    ]
    var table: [UInt32: EmotionKind] = [:]
    for (kind, text) in rows {
      for scalar in text.unicodeScalars { table[scalar.value] = kind }
    }
    return table
  }()
}
