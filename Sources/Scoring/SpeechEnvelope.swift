public import Motion

/// Loudness of the performer's voice over time, as evenly spaced levels.
public struct SpeechEnvelope: Sendable, Equatable {
  /// Session time of the first level.
  public var start: MediaTime
  /// Levels per second, such as 100.
  public var rate: Double
  /// Levels in decibels on any fixed scale; only differences count.
  public var decibels: [Float]
  /// Levels of 700–1200 Hz, in which open vowels are loud, at the same times; `nil` where nobody measured them.
  public var vowelDecibels: [Float]?

  /// Makes an envelope.
  public init(
    start: MediaTime = .zero, rate: Double, decibels: [Float], vowelDecibels: [Float]? = nil
  ) {
    self.start = start
    self.rate = rate
    self.decibels = decibels
    self.vowelDecibels = vowelDecibels
  }
}
