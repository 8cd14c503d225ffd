public import Conversation

/// What a stretch of a language model's text turns out to be.
public enum ScriptPiece: Hashable, Sendable {
  /// Something to say.
  case spoken(SpokenSegment)
  /// Something to express or do.
  case cue(ScriptCue)
}

/// A stretch of raw text that is spoken.
public struct SpokenSegment: Hashable, Sendable {
  /// The words. Where ``isVerbatim`` they are the raw text's bytes from ``offset`` on.
  public var text: String
  /// Where it begins in the raw text, in UTF-8 bytes.
  public var offset: Int
  /// How much of the raw text it stands for, in UTF-8 bytes.
  public var length: Int
  /// Whether the words stand so in the raw text; not so for an entity, an alias, or an address.
  public var isVerbatim: Bool
  /// Whether it stood inside emphasis marks (`**so**`, `_so_`, `<em>`, `<emphasis>`).
  public var isEmphasized: Bool
  /// What elements around it ask for.
  public var delivery: Delivery

  /// Makes a segment of raw text.
  public init(text: String, offset: Int, isEmphasized: Bool = false, delivery: Delivery = Delivery()) {
    self.text = text
    self.offset = offset
    self.length = text.utf8.count
    self.isVerbatim = true
    self.isEmphasized = isEmphasized
    self.delivery = delivery
  }

  /// Makes a segment whose words stand for a stretch of raw text.
  public init(
    text: String, insteadOf length: Int, offset: Int, isEmphasized: Bool = false,
    delivery: Delivery = Delivery()
  ) {
    self.text = text
    self.offset = offset
    self.length = length
    self.isVerbatim = false
    self.isEmphasized = isEmphasized
    self.delivery = delivery
  }

  /// Whether another continues it: raw text behind raw text, said alike.
  func isContinued(by next: SpokenSegment) -> Bool {
    isVerbatim && next.isVerbatim && offset + length == next.offset && isEmphasized == next.isEmphasized
      && delivery == next.delivery
  }

  /// Adds a segment that continues it.
  mutating func join(_ next: SpokenSegment) {
    text += next.text
    length += next.length
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

  /// A cue whose place is not known yet.
  init(_ kind: Record.Cue, _ text: String, value: Double? = nil, arguments: String? = nil) {
    self.init(kind: kind, text: text, value: value, arguments: arguments, offset: 0, length: 0)
  }
}
