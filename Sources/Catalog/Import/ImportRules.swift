public import Conversation
public import Script

/// How material of other people becomes recordings, where there is a choice.
public struct ImportRules: Sendable {
  /// The phones of words; one answer per word, empty where there is none.
  public typealias Pronunciation = @Sendable (_ words: [String]) throws -> [[Phone]]

  /// Name of the speaker whom strategies perform; `nil` takes whom the file calls the character, else the
  /// one who says most.
  public var character: String?
  /// Whether everybody who takes part is a character, so that strategies perform both sides of a conversation.
  public var everyone = false
  /// What labels of emotion mean; `nil` takes them as words of everyday speech (``Emotion/init(label:)``).
  public var vocabulary: EmotionVocabulary?
  /// Times of turns that nobody timed.
  public var rate = SpeakingRate()
  /// Silence between turns that nobody timed, in seconds.
  public var gap = 0.6
  /// A pause that ends a turn where words come without turns, in seconds.
  public var pause = 0.6
  /// Finds the phones of words where the material has none; `nil` leaves them out.
  public var pronounce: Pronunciation?

  /// The rules as they are when nobody says otherwise.
  public init() {}

  /// What a label of emotion means.
  func meaning(of label: String) -> EmotionVocabulary.Meaning {
    if let vocabulary { return vocabulary.meaning(of: label) }
    return Emotion(label: label.trimmingWhitespace()).map { .emotion($0, value: nil) } ?? .unknown
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  func trimmingWhitespace() -> String {
    var view = self[...].drop(while: \.isWhitespace)
    while view.last?.isWhitespace ?? false { view = view.dropLast() }
    return String(view)
  }
}
