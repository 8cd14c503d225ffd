import Foundation

extension EmotionVocabulary {
  /// The vocabularies that come with the house.
  public static let all: [EmotionVocabulary] = known.map { json in
    do {
      return try EmotionVocabulary(parsing: Data(json.utf8), file: "a vocabulary of the house")
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// A vocabulary by its id; `nil` when there is none.
  public static func named(_ id: String) -> EmotionVocabulary? { all.first { $0.id == id } }

  /// Each as a file of its own would be. `null` stands where no emotion of the house is near enough.
  private static let known = [
    #"""
    {"schema": "mien.emotions/1", "id": "ekman", "title": "Ekman's basic emotions, as nouns and adjectives",
     "labels": {"neutral": "neutral", "anger": "anger", "angry": "anger", "disgust": "disgust",
      "disgusted": "disgust", "fear": "fear", "fearful": "fear", "joy": "joy", "happiness": "joy", "happy": "joy",
      "enjoyment": "joy", "sadness": "sadness", "sad": "sadness", "surprise": "surprise",
      "surprised": "surprise", "contempt": "contempt"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "meld", "title": "MELD",
     "labels": {"neutral": "neutral", "joy": "joy", "anger": "anger", "surprise": "surprise",
      "sadness": "sadness", "fear": "fear", "disgust": "disgust"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "emorynlp", "title": "EmoryNLP emotion detection",
     "labels": {"Neutral": "neutral", "Joyful": "joy", "Peaceful": "contentment", "Powerful": null,
      "Scared": "fear", "Mad": "anger", "Sad": "sadness"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "topical-chat", "title": "Topical-Chat sentiments",
     "labels": {"Angry": "anger", "Disgusted": "disgust", "Fearful": "fear", "Sad": "sadness", "Happy": "joy",
      "Surprised": "surprise", "Curious to dive deeper": "interest", "Neutral": "neutral"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "beat", "title": "BEAT and BEAT2: names and codes",
     "labels": {"neutral": "neutral", "happiness": "joy", "anger": "anger", "sadness": "sadness",
      "contempt": "contempt", "surprise": "surprise", "fear": "fear", "disgust": "disgust",
      "0": "neutral", "1": "joy", "2": "anger", "3": "sadness", "4": "contempt", "5": "surprise", "6": "fear",
      "7": "disgust"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "ravdess", "title": "RAVDESS: codes and words",
     "labels": {"01": "neutral", "02": "neutral", "03": "joy", "04": "sadness", "05": "anger", "06": "fear",
      "07": "disgust", "08": "surprise", "neutral": "neutral", "calm": "neutral", "happy": "joy",
      "sad": "sadness", "angry": "anger", "fearful": "fear", "disgust": "disgust", "surprised": "surprise"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "arkit-capture", "title": "Face capture: emotion columns and take names",
     "labels": {"Angry": "anger", "Disgusted": "disgust", "Fearful": "fear", "Happy": "joy",
      "Neutral": "neutral", "Sad": "sadness", "Surprised": "surprise", "Angry-or-Disgusted": null}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "goemotions", "title": "GoEmotions: names and numbers",
     "labels": {"admiration": null, "amusement": "amusement", "anger": "anger", "annoyance": "annoyance",
      "approval": null, "caring": null, "confusion": "confusion", "curiosity": "interest", "desire": null,
      "disappointment": "disappointment", "disapproval": null, "disgust": "disgust",
      "embarrassment": "embarrassment", "excitement": "joy", "fear": "fear", "gratitude": null,
      "grief": "sadness", "joy": "joy", "love": "love", "nervousness": {"emotion": "fear", "value": 0.5},
      "optimism": null, "pride": "pride", "realization": null, "relief": "relief", "remorse": "sadness",
      "sadness": "sadness", "surprise": "surprise", "neutral": "neutral",
      "0": null, "1": "amusement", "2": "anger", "3": "annoyance", "4": null, "5": null, "6": "confusion",
      "7": "interest", "8": null, "9": "disappointment", "10": null, "11": "disgust", "12": "embarrassment",
      "13": "joy", "14": "fear", "15": null, "16": "sadness", "17": "joy", "18": "love",
      "19": {"emotion": "fear", "value": 0.5}, "20": null, "21": "pride", "22": null, "23": "relief",
      "24": "sadness", "25": "sadness", "26": "surprise", "27": "neutral"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "emodb", "title": "Emo-DB: letters, German and English words",
     "labels": {"W": "anger", "L": null, "E": "disgust", "A": "fear", "F": "joy", "T": "sadness",
      "N": "neutral", "Wut": "anger", "Ärger": "anger", "Langeweile": null, "Ekel": "disgust", "Angst": "fear",
      "Freude": "joy", "Trauer": "sadness", "anger": "anger", "boredom": null, "disgust": "disgust",
      "anxiety": "fear", "fear": "fear", "happiness": "joy", "sadness": "sadness", "neutral": "neutral"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "iemocap", "title": "IEMOCAP abbreviations and words",
     "labels": {"ang": "anger", "hap": "joy", "exc": "joy", "sad": "sadness", "fru": "annoyance", "fea": "fear",
      "sur": "surprise", "neu": "neutral", "dis": "disgust", "oth": null, "xxx": null,
      "anger": "anger", "happiness": "joy", "excited": "joy", "excitement": "joy", "sadness": "sadness",
      "frustration": "annoyance", "fear": "fear", "surprise": "surprise", "neutral": "neutral",
      "neutral state": "neutral", "disgust": "disgust", "other": null}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "cremad", "title": "CREMA-D codes",
     "labels": {"ANG": "anger", "DIS": "disgust", "FEA": "fear", "HAP": "joy", "NEU": "neutral",
      "SAD": "sadness"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "vrm", "title": "VRM 1.0 and 0.x expression presets",
     "labels": {"happy": "joy", "angry": "anger", "sad": "sadness", "relaxed": "contentment",
      "surprised": "surprise", "neutral": "neutral", "joy": "joy", "sorrow": "sadness",
      "fun": "contentment"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "audio2face", "title": "Audio2Face emotions",
     "labels": {"neutral": "neutral", "amazement": "surprise", "anger": "anger", "cheekiness": "amusement",
      "disgust": "disgust", "fear": "fear", "grief": "sadness", "joy": "joy", "outofbreath": null,
      "out_of_breath": null, "pain": null, "sadness": "sadness"}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "talkinghead", "title": "TalkingHead moods",
     "labels": {"neutral": "neutral", "happy": "joy", "angry": "anger", "sad": "sadness", "fear": "fear",
      "disgust": "disgust", "love": "love", "sleep": null}}
    """#,
    #"""
    {"schema": "mien.emotions/1", "id": "plutchik", "title": "Plutchik's eight basic emotions",
     "labels": {"joy": "joy", "trust": null, "fear": "fear", "surprise": "surprise", "sadness": "sadness",
      "disgust": "disgust", "anger": "anger", "anticipation": null}}
    """#,
  ]
}
