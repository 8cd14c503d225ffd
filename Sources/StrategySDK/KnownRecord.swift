public import Motion
public import StrategyABI

/// Something that became known to a strategy.
public struct KnownRecord: Hashable, Sendable {
  /// What a record speaks of. Kinds that a library does not know never reach its strategies.
  public enum Kind: UInt16, Hashable, Sendable {
    /// A turn; `text` is what was written, where that is known.
    case turn = 1
    /// A piece of generated text; it has no media time.
    case delta
    /// A spoken word.
    case word
    /// A phone; `text` is ARPABET with a stress digit, or SIL.
    case phone
    /// Something to express; see ``KnownRecord/cue``.
    case cue
    /// Speech audio became available.
    case audio
    /// Voice activity.
    case voice
    /// A parameter changes; `text` is its id, `value` the new value.
    case parameter
  }

  /// What a record does.
  public enum Operation: UInt16, Hashable, Sendable {
    /// Makes a thing known.
    case announce = 1
    /// Corrects it: only the fields that are set change.
    case revise
    /// Takes it back from `end` on.
    case cancel
  }

  /// Sorts of cue.
  public enum Cue: UInt32, Hashable, Sendable {
    /// A named emotion.
    case emotion = 1
    /// An emoji.
    case emoji
    /// A stage direction.
    case stage
    /// A tool call.
    case tool
    /// A gaze target.
    case gaze
  }

  /// The thing spoken of; `revise` and `cancel` repeat it.
  public var id: UInt64
  /// What it speaks of.
  public var kind: Kind
  /// What it does.
  public var operation: Operation
  /// 0 is the participant performed, 1… are the others.
  public var participant: Int
  /// When it became known.
  public var arrival: MediaTime
  /// When the thing begins.
  public var start: MediaTime?
  /// When it ends (half-open).
  public var end: MediaTime?
  /// Id of the turn that it belongs to.
  public var turn: UInt64?
  /// UTF-8 offset into that turn's text.
  public var offset: Int
  /// Word, phone label, cue, delta, name of a parameter.
  public var text: String?
  /// Sort of a cue.
  public var cue: Cue?
  /// Strength of a cue 0…1, or a parameter's value.
  public var value: Double?
  /// Whether times were spread by rule instead of measured.
  public var isEstimated: Bool

  /// Makes a record, for tests and for feeding a strategy without a host.
  public init(
    id: UInt64, kind: Kind, operation: Operation = .announce, participant: Int = 0,
    arrival: MediaTime = .zero, start: MediaTime? = nil, end: MediaTime? = nil, turn: UInt64? = nil,
    offset: Int = 0, text: String? = nil, cue: Cue? = nil, value: Double? = nil, isEstimated: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.operation = operation
    self.participant = participant
    self.arrival = arrival
    self.start = start
    self.end = end
    self.turn = turn
    self.offset = offset
    self.text = text
    self.cue = cue
    self.value = value
    self.isEstimated = isEstimated
  }

  /// Copies a record of the contract; `nil` for a kind or operation that this library does not know.
  public init?(_ record: mien_record) {
    guard let kind = Kind(rawValue: record.kind), let operation = Operation(rawValue: record.op) else {
      return nil
    }
    self.kind = kind
    self.operation = operation
    id = record.id
    participant = Int(record.participant)
    arrival = MediaTime(flicks: record.arrival)
    start = record.flags & MIEN_HAS_START != 0 ? MediaTime(flicks: record.start) : nil
    end = record.flags & MIEN_HAS_END != 0 ? MediaTime(flicks: record.end) : nil
    let anchored = record.flags & MIEN_HAS_ANCHOR != 0
    turn = anchored ? record.turn : nil
    offset = anchored ? Int(record.offset) : 0
    if record.flags & MIEN_HAS_TEXT != 0, let bytes = record.text {
      let buffer = UnsafeRawBufferPointer(start: bytes, count: Int(record.text_length))
      text = String(decoding: buffer, as: UTF8.self)
    }
    cue = Cue(rawValue: record.cue)
    value = record.flags & MIEN_HAS_VALUE != 0 && record.value.isFinite ? record.value : nil
    isEstimated = record.flags & MIEN_IS_ESTIMATED != 0
  }
}
