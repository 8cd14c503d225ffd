public import Motion

/// Loudness of the performer's voice over time, as evenly spaced levels.
public struct SpeechEnvelope: Sendable, Equatable {
  /// Session time of the first level.
  public var start: MediaTime
  /// Levels per second, such as 100.
  public var rate: Double
  /// Levels in decibels on any fixed scale; only differences count.
  public var decibels: [Float]

  /// Makes an envelope.
  public init(start: MediaTime = .zero, rate: Double, decibels: [Float]) {
    self.start = start
    self.rate = rate
    self.decibels = decibels
  }
}
