public import Motion

/// A captured performance that a character is learnt from.
public struct CapturedTake: Sendable, Equatable {
  /// Where it came from, for messages: a file.
  public let name: String
  /// The motion.
  public let track: Track
  /// What its reader remarked.
  public let notes: [String]

  /// Makes a take.
  public init(name: String, track: Track, notes: [String] = []) {
    self.name = name
    self.track = track
    self.notes = notes
  }

  /// Length in seconds.
  public var seconds: Double { track.duration.seconds }
}
