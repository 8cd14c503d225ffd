public import Motion

/// One entry of a recording's log: something that was announced, corrected or taken back.
///
/// Which fields are set depends on ``kind``; absent is `nil`, never an empty stand-in. A `revise` holds
/// only what changes, a `cancel` only the id and, in ``end``, the time at which the thing fell silent.
public struct Record: Hashable, Sendable {
  /// What an entry speaks of.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A participant's turn; `text` is what was written, `start` and `end` when it was spoken.
    case turn
    /// A piece of generated text as it streamed in; no media time, anchored to its turn.
    case delta
    /// A spoken word.
    case word
    /// A phone of a spoken word; `text` is an ARPABET symbol with stress digit, or a silence label.
    case phone
    /// Something to be expressed: ``Record/cue`` says of which sort, `text` what, `value` how strongly.
    case cue
    /// A stretch of speech audio that became available; `start` and `end` on the session axis.
    case audio
    /// A stretch of voice activity.
    case voice
    /// A parameter change; `text` names it, `value` sets it.
    case parameter
  }

  /// What an entry does.
  public enum Operation: String, Hashable, Sendable, CaseIterable {
    /// Makes a thing known for the first time.
    case announce
    /// Corrects a thing already announced.
    case revise
    /// Takes back a thing already announced, from ``Record/end`` on.
    case cancel
  }

  /// Sorts of cue.
  public enum Cue: String, Hashable, Sendable, CaseIterable {
    /// A named emotion (`[happy]`).
    case emotion
    /// An emoji.
    case emoji
    /// A stage direction (`*waves*`).
    case stage
    /// A tool call.
    case tool
    /// A gaze target.
    case gaze
  }

  /// A place in the text of a turn.
  public struct Anchor: Hashable, Sendable {
    /// Id of the turn's record.
    public var turn: String
    /// Offset into the turn's text in UTF-8 bytes.
    public var offset: Int
    /// Makes an anchor.
    public init(turn: String, offset: Int) {
      self.turn = turn
      self.offset = offset
    }
  }

  /// Id of the thing spoken of; `revise` and `cancel` repeat the id of the `announce`.
  public var id: String
  /// What is done.
  public var operation: Operation
  /// What it is done to.
  public var kind: Kind
  /// Whose it is.
  public var participant: String
  /// When the performing side learned of it, where that was recorded.
  public var arrival: MediaTime?
  /// When it begins.
  public var start: MediaTime?
  /// When it ends (half-open).
  public var end: MediaTime?
  /// Where in a turn's text it stands.
  public var anchor: Anchor?
  /// Its text: word, phone label, cue value, delta, parameter name.
  public var text: String?
  /// Sort of a cue.
  public var cue: Cue?
  /// Strength of a cue (0…1) or value of a parameter.
  public var value: Double?
  /// Whether its times were spread by rule instead of measured.
  public var isEstimated: Bool

  /// Makes a record.
  public init(
    id: String, operation: Operation = .announce, kind: Kind, participant: String, arrival: MediaTime? = nil,
    start: MediaTime? = nil, end: MediaTime? = nil, anchor: Anchor? = nil, text: String? = nil,
    cue: Cue? = nil, value: Double? = nil, isEstimated: Bool = false
  ) {
    self.id = id
    self.operation = operation
    self.kind = kind
    self.participant = participant
    self.arrival = arrival
    self.start = start
    self.end = end
    self.anchor = anchor
    self.text = text
    self.cue = cue
    self.value = value
    self.isEstimated = isEstimated
  }
}
