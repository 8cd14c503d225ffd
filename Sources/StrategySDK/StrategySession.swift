public import Motion

/// What a session is like, as a strategy learns it in `prepare`. It says nothing of length or content.
public struct StrategySession {
  /// Frames per second.
  public let rate: FrameRate
  /// No span is longer than this many frames.
  public let largestSpan: Int
  /// The only source of randomness; see ``StrategyRandom``.
  public let seed: UInt64
  /// Number of participants; 0 is the one performed.
  public let participantCount: Int
  /// Id of the one performed.
  public let participant: String
  /// BCP 47 language of the conversation, empty when unknown.
  public let language: String
  /// Per declared channel, whether the character has it.
  public let channelPresent: [Bool]
  /// Values of the strategy's parameters at the start.
  public let parameters: ParameterValues
  /// The character's sheet.
  public let sheet: CharacterSheet
  /// Audio of the participants by position, where there is some and the strategy needs it.
  public let features: [FeatureStream?]
  /// Recorded sessions of the character that the strategy may learn from, where it needs them; never one
  /// on which it is scored.
  public let rehearsal: [RecordedSession]
  /// Absolute path of the bundle's `resources` folder, which is only read; `nil` when it has none.
  public let resources: String?
  /// Absolute path of a folder in which the strategy may write; `nil` when there is none. It is empty at first
  /// and goes with the process; nothing of it may show in the output.
  public let scratch: String?

  /// Makes a session, for tests and for running a strategy without a host.
  public init(
    rate: FrameRate = .fps60, largestSpan: Int = 600, seed: UInt64, participantCount: Int = 2,
    participant: String = "", language: String = "", channelPresent: [Bool] = [],
    parameters: ParameterValues, sheet: CharacterSheet = CharacterSheet(), features: [FeatureStream?] = [],
    rehearsal: [RecordedSession] = [], resources: String? = nil, scratch: String? = nil
  ) {
    self.rate = rate
    self.largestSpan = largestSpan
    self.seed = seed
    self.participantCount = participantCount
    self.participant = participant
    self.language = language
    self.channelPresent = channelPresent
    self.parameters = parameters
    self.sheet = sheet
    self.features = features
    self.rehearsal = rehearsal
    self.resources = resources
    self.scratch = scratch
  }
}
