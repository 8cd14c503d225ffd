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
  /// Audio of the participants by position, where there is some and the strategy asked for it.
  public let features: [FeatureStream?]

  /// Makes a session, for tests and for running a strategy without a host.
  public init(
    rate: FrameRate = .fps60, largestSpan: Int = 600, seed: UInt64, participantCount: Int = 2,
    participant: String = "", language: String = "", channelPresent: [Bool] = [],
    parameters: ParameterValues, sheet: CharacterSheet = CharacterSheet(), features: [FeatureStream?] = []
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
  }
}
