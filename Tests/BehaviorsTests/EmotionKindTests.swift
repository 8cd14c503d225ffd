import Testing

@testable import Behaviors

@Suite struct EmotionKindTests {
  /// The vocabulary that logs use, as `Emotion` of Conversation states it (its tests hold the same list): each
  /// emotion's own name, then the labels that mean it.
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

  /// Labels of which more is shown than the vocabulary tells apart.
  private static let finer: [String: EmotionKind] = ["laugh": .laugh, "laughing": .laugh]

  @Test(arguments: vocabulary.split(separator: "\n").map { $0.split(separator: " ").map(String.init) })
  func everyLabelOfLogsMeansTheSameHere(labels: [String]) throws {
    let name = try #require(labels.first)
    let meaning = name == "neutral" ? CueMeaning.neutral : .emotion(try #require(EmotionKind(rawValue: name)))
    for label in labels {
      let expected = Self.finer[label].map { CueMeaning.emotion($0) } ?? meaning
      #expect(CueMeaning(emotion: label) == expected, "\(label)")
      #expect(CueMeaning(emotion: label.uppercased()) == expected, "\(label)")
    }
  }

  @Test func everyKindIsAWordOfLogs() {
    let words = Set(Self.vocabulary.split { $0.isWhitespace }.map(String.init))
    for kind in EmotionKind.allCases { #expect(words.contains(kind.rawValue), "\(kind)") }
  }
}
