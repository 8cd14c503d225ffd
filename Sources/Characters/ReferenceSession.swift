public import Motion

/// A performance of a character that stands for how it behaves.
public struct ReferenceSession: Sendable, Equatable {
  /// What a session may be used for.
  public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// Strategies may learn from it; nothing is scored on it.
    case rehearsal
    /// Scores are held against it; strategies never see it.
    case heldOut = "held-out"
  }

  /// Id, unique in the character.
  public let id: String
  /// What it may be used for.
  public let role: Role
  /// The recording that it performs, written `corpus:recording/participant`.
  public let recording: String?
  /// The motion.
  public let track: Track

  /// Makes a session.
  public init(id: String, role: Role, recording: String? = nil, track: Track) {
    self.id = id
    self.role = role
    self.recording = recording
    self.track = track
  }
}
