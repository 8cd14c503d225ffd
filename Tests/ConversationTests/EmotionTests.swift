import Testing

@testable import Conversation

@Suite("Emotion labels")
struct EmotionTests {
  /// The vocabulary: each emotion's own name, then the labels that mean it. Strategies must know every one,
  /// so the tests of `EmotionKind` in Behaviors, which does not import this room, hold the same list.
  private static let vocabulary = """
    neutral calm
    joy happy happiness joyful excited
    amusement cheekiness amused laughing laugh playful
    contentment relaxed peaceful content
    love loving warm affectionate
    pride proud powerful
    surprise surprised amazement amazed shocked
    confusion confused puzzled
    interest curious interested
    thinking thoughtful pensive
    sadness sad grief pain
    disappointment disappointed
    fear outofbreath scared fearful afraid worried nervous
    anger angry mad
    annoyance annoyed frustrated
    disgust disgusted
    contempt contemptuous
    embarrassment embarrassed shy
    relief relieved
    """

  @Test("the vocabulary is what the list says, no label more or less")
  func vocabulary() {
    var known = Emotion.synonyms
    for emotion in Emotion.allCases { known[emotion.rawValue] = emotion }
    var listed: [String: Emotion] = [:]
    for line in Self.vocabulary.split(separator: "\n") {
      let labels = line.split(separator: " ").map(String.init)
      for label in labels { listed[label] = Emotion(rawValue: labels[0]) }
    }
    #expect(listed == known)
  }

  @Test(
    "labels of other vocabularies mean one emotion",
    arguments: [
      ("joy", Emotion.joy), ("Happy", .joy), ("Mad", .anger), ("Scared", .fear), ("Powerful", .pride),
      ("relaxed", .contentment), ("Surprised", .surprise), ("laughing", .amusement), ("calm", .neutral),
    ])
  func emotions(_ label: String, _ emotion: Emotion) { #expect(Emotion(label: label) == emotion) }

  @Test("every emotion reads its own name and strangers are refused")
  func ownNames() {
    for emotion in Emotion.allCases { #expect(Emotion(label: emotion.rawValue) == emotion) }
    #expect(Emotion(label: "bliss") == nil)
  }
}
