public import Conversation

/// How a stretch is to be said, as elements of SSML or HTML around it ask for. `nil` is: nothing asked.
public struct Delivery: Hashable, Sendable {
  /// Levels of `<emphasis>` (SSML 1.1, section 3.2.2).
  public enum Emphasis: String, Hashable, Sendable, CaseIterable {
    /// From loudest to softest; `reduced` is softer than plain, `none` forbids emphasis.
    case strong, moderate, none, reduced

    /// Strength that a cue gives: 1 strong, 0.5 moderate, else 0.
    public var strength: Double { self == .strong ? 1 : self == .moderate ? 0.5 : 0 }
  }

  /// Level of emphasis.
  public var emphasis: Emphasis?
  /// Speaking rate as a factor; 1 is the voice's own.
  public var rate: Double?
  /// Shift of pitch in semitones.
  public var pitch: Double?
  /// Gain in dB; -60 is silent.
  public var volume: Double?
  /// What `say-as` calls the text: `date`, `telephone`, `characters` …
  public var interpretation: String?
  /// Language tag of the text.
  public var language: String?
  /// Name of the voice asked for.
  public var voice: String?
  /// Phones to be spoken instead of what the letters say; set only where every one could be read.
  public var phones: [Phone]?

  /// Nothing asked for.
  public init() {}
}
