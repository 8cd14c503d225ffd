public import Conversation
public import Motion

/// A conversation as another tool's file tells it: who said what, with whatever times and labels it has.
///
/// Every reader of conversations and timings gives this form; what is made of it (roles, turns out of loose
/// words, times by rule, cues) is decided in one place for all of them. Nothing is invented here: a time that the
/// file does not have is `nil`, a label stands as it was written.
public struct Transcript: Sendable, Equatable {
  /// Somebody who speaks.
  public struct Speaker: Hashable, Sendable {
    /// Name as the file has it; empty for the only voice of a file that names none.
    public var name: String
    /// What the file says of the role, such as `assistant` for the character; `nil` where it says nothing.
    public var role: Recording.Participant.Role?
    /// Channel of the audio in which this voice is, from 0; `nil` where the file says nothing of it.
    public var channel: Int?

    /// Makes a speaker.
    public init(name: String, role: Recording.Participant.Role? = nil, channel: Int? = nil) {
      self.name = name
      self.role = role
      self.channel = channel
    }
  }

  /// A label over a stretch of time.
  public struct Span: Hashable, Sendable {
    /// Word, phone, shape or whatever the list holds; empty for voice activity.
    public var text: String
    /// When it begins.
    public var start: MediaTime
    /// When it ends; not before `start`.
    public var end: MediaTime
    /// Line of the file, from 1; 0 where lines mean nothing.
    public var line: Int

    /// Makes a span.
    public init(_ text: String, start: MediaTime, end: MediaTime, line: Int = 0) {
      self.text = text
      self.start = start
      self.end = end
      self.line = line
    }
  }

  /// An emotion or a feeling as the file labels it.
  public struct Label: Hashable, Sendable {
    /// As written.
    public var text: String
    /// Strength 0…1 where the file gives one.
    public var value: Double?

    /// Makes a label.
    public init(_ text: String, value: Double? = nil) {
      self.text = text
      self.value = value
    }
  }

  /// A tool call of a turn.
  public struct ToolCall: Hashable, Sendable {
    /// Name of the tool.
    public var name: String
    /// Arguments as written, usually a JSON object.
    public var arguments: String

    /// Makes a call.
    public init(name: String, arguments: String) {
      self.name = name
      self.arguments = arguments
    }
  }

  /// How a turn's text is to be read.
  public enum Writing: Hashable, Sendable {
    /// Every word of it is spoken.
    case spoken
    /// A language model wrote it: Markdown, emoji, directions and tags stand between the spoken words.
    case marked
  }

  /// Something that one speaker says in one go.
  public struct Turn: Hashable, Sendable {
    /// Name of the speaker.
    public var speaker: String
    /// The text; line breaks stay.
    public var text: String
    /// How to read it.
    public var writing: Writing
    /// When it begins, where the file says so.
    public var start: MediaTime?
    /// When it ends, where the file says so.
    public var end: MediaTime?
    /// Its words in order, where the file times them.
    public var words: [Span]
    /// Labels of emotion, the first one leading.
    public var emotions: [Label]
    /// Tool calls that belong to it, in order; they stand behind its text.
    public var calls: [ToolCall]
    /// Line of the file, from 1; 0 where lines mean nothing.
    public var line: Int

    /// Makes a turn.
    public init(
      speaker: String, text: String, writing: Writing = .spoken, start: MediaTime? = nil,
      end: MediaTime? = nil,
      words: [Span] = [], emotions: [Label] = [], calls: [ToolCall] = [], line: Int = 0
    ) {
      self.speaker = speaker
      self.text = text
      self.writing = writing
      self.start = start
      self.end = end
      self.words = words
      self.emotions = emotions
      self.calls = calls
      self.line = line
    }
  }

  /// What one speaker's lists outside of turns hold, each in order of start.
  public struct Lane: Hashable, Sendable {
    /// Words that belong to no turn; turns are made of them at pauses.
    public var words: [Span] = []
    /// Phones as labelled.
    public var phones: [Span] = []
    /// Voice activity.
    public var voice: [Span] = []
    /// Mouth shapes of another tool (`A`…`H`, `X`), neither words nor phones.
    public var shapes: [Span] = []

    /// An empty lane.
    public init() {}
  }

  /// Id in the file, or a part of its name; made unique and fit for an id later.
  public var id: String
  /// Speakers in the file's order. One who is only named in a turn or lane may be absent.
  public var speakers: [Speaker]
  /// Turns in the file's order, which need not be that of time.
  public var turns: [Turn]
  /// Lists outside of turns, by name of the speaker.
  public var lanes: [String: Lane]
  /// Length where the file states one.
  public var duration: MediaTime?
  /// Name of the audio file that it speaks of, where it names one.
  public var audio: String?
  /// What was missing, repaired or left out while reading.
  public var notes: [ImportNote]

  /// Makes a transcript.
  public init(
    id: String, speakers: [Speaker] = [], turns: [Turn] = [], lanes: [String: Lane] = [:],
    duration: MediaTime? = nil, audio: String? = nil, notes: [ImportNote] = []
  ) {
    self.id = id
    self.speakers = speakers
    self.turns = turns
    self.lanes = lanes
    self.duration = duration
    self.audio = audio
    self.notes = notes
  }
}
