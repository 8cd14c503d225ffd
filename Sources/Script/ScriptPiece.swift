public import Conversation

/// What a stretch of a language model's text turns out to be.
public enum ScriptPiece: Hashable, Sendable {
  /// Something to say.
  case spoken(SpokenSegment)
  /// Something to express or do.
  case cue(ScriptCue)
}

/// A stretch of raw text that is spoken as it stands.
public struct SpokenSegment: Hashable, Sendable {
  /// The words, equal to the raw text's bytes from ``offset`` on.
  public var text: String
  /// Where it begins in the raw text, in UTF-8 bytes.
  public var offset: Int
  /// Whether it stood inside emphasis marks (`**so**`, `_so_`).
  public var isEmphasized: Bool

  /// Makes a segment.
  public init(text: String, offset: Int, isEmphasized: Bool = false) {
    self.text = text
    self.offset = offset
    self.isEmphasized = isEmphasized
  }
}

/// A cue found in a raw text.
public struct ScriptCue: Hashable, Sendable {
  /// Its sort.
  public var kind: Record.Cue
  /// What it says: an emotion's name, the emoji, a stage direction, a tool's name, a gaze target.
  public var text: String
  /// Strength 0…1 where the text gives one (`[joy 0.6]`).
  public var value: Double?
  /// A tool call's arguments as the JSON object that was written.
  public var arguments: String?
  /// Where its mark begins in the raw text, in UTF-8 bytes.
  public var offset: Int
  /// Length of the whole mark in UTF-8 bytes.
  public var length: Int

  /// Makes a cue.
  public init(
    kind: Record.Cue, text: String, value: Double? = nil, arguments: String? = nil, offset: Int, length: Int
  ) {
    self.kind = kind
    self.text = text
    self.value = value
    self.arguments = arguments
    self.offset = offset
    self.length = length
  }
}
