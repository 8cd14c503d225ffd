public import Conversation

/// Something that tells how words are pronounced.
public protocol Pronouncer: Sendable {
  /// The phones of each word, in its citation form, with stress.
  ///
  /// - Parameters:
  ///   - words: words as they are written; punctuation around them is no part of them.
  ///   - language: a language tag, `en-US`.
  /// - Returns: as many lists as there are words; empty for what has no sound (`…`).
  func pronounce(_ words: [String], language: String) throws -> [[Phone]]
}
