public import Conversation
public import Foundation
public import Motion

/// Recorded motion with the speech of the same take, as a corpus has it: who took part, and for each of them the
/// sound, the words and the motion.
///
/// Nothing is decided here: participants keep their names, labels stay as written, and what the files lack is
/// absent and noted. All times share one clock, zero at the first sample of the sounds.
public struct PairedTake: Sendable {
  /// Where a participant's voice is.
  public struct Sound: Hashable, Sendable {
    /// The audio file.
    public var file: URL
    /// The channel that is theirs, from 0; `nil` when the whole file is.
    public var channel: Int?
    /// Length in seconds as the file's header has it; `nil` where it could not be told.
    public var seconds: Double?

    /// Makes a sound.
    public init(file: URL, channel: Int? = nil, seconds: Double? = nil) {
      self.file = file
      self.channel = channel
      self.seconds = seconds
    }
  }

  /// What a participant says.
  public enum Words: Sendable, Equatable {
    /// A TextGrid, to be read by its own reader.
    case textGrid(URL)
    /// Read already; its speaker bears the participant's id.
    case transcript(Transcript)
  }

  /// Somebody who takes part.
  public struct Participant: Sendable, Equatable {
    /// Name in the corpus; empty where it names nobody.
    public var id: String
    /// What the files say of the role; `nil` where they say nothing.
    public var role: Recording.Participant.Role?
    /// Their voice.
    public var sound: Sound?
    /// Their words.
    public var words: Words?
    /// Their motion, each in coordinates of its own: it says nothing of where two people stand.
    public var performance: Track?

    /// Makes a participant.
    public init(
      id: String, role: Recording.Participant.Role? = nil, sound: Sound? = nil, words: Words? = nil,
      performance: Track? = nil
    ) {
      self.id = id
      self.role = role
      self.sound = sound
      self.words = words
      self.performance = performance
    }
  }

  /// Name of the take in the corpus; made unique and fit for an id later.
  public var id: String
  /// Who took part, in order of their names.
  public var participants: [Participant]
  /// What came in, was missing, assumed, repaired or left out.
  public var notes: [ImportNote]

  /// Makes a take.
  public init(id: String, participants: [Participant] = [], notes: [ImportNote] = []) {
    self.id = id
    self.participants = participants
    self.notes = notes
  }
}
