public import Conversation

/// A recording read from another tool's file, and what a reader should know about it.
public struct ImportedConversation: Sendable, Equatable {
  /// The recording, in the house's terms.
  public var recording: Recording
  /// What was missing, repaired or left out, one line each.
  public var notes: [String]

  /// Makes one.
  public init(recording: Recording, notes: [String] = []) {
    self.recording = recording
    self.notes = notes
  }
}
