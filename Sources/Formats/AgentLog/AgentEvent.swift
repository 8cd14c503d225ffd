public import Motion

/// One thing that a log of a voice or text agent tells, whatever dialect it was told in.
public struct AgentEvent: Sendable, Equatable {
  /// Who speaks or writes.
  public enum Role: String, Sendable, CaseIterable {
    /// The human side.
    case user
    /// The agent.
    case assistant
    /// Instructions between the two.
    case system
  }

  /// Where a piece of text belongs.
  public struct Slot: Hashable, Sendable {
    /// Who says it.
    public var role: Role
    /// Id of the item (message) in the log.
    public var item: String?
    /// Id of the response that it is a part of.
    public var response: String?
    /// Index of the part inside the item.
    public var part: Int
    /// Whether the text is what is heard in the item's sound; otherwise it is written.
    public var isTranscript: Bool

    /// Makes a slot.
    public init(_ role: Role, item: String?, response: String? = nil, part: Int = 0, isTranscript: Bool) {
      self.role = role
      self.item = item
      self.response = response
      self.part = part
      self.isTranscript = isTranscript
    }
  }

  /// A tool call, or as much of it as the event tells.
  public struct Call: Hashable, Sendable {
    /// Id of the item that is the call.
    public var item: String?
    /// Id by which its result names it.
    public var id: String?
    /// Name of the tool.
    public var name: String?
    /// Arguments as written; a piece of them in a delta.
    public var arguments: String?
    /// Id of the response that it is a part of.
    public var response: String?

    /// Makes a call.
    public init(
      item: String? = nil, id: String? = nil, name: String? = nil, arguments: String? = nil,
      response: String? = nil
    ) {
      self.item = item
      self.id = id
      self.name = name
      self.arguments = arguments
      self.response = response
    }
  }

  /// A message of the conversation as a whole.
  public struct Message: Hashable, Sendable {
    /// Its id.
    public var item: String?
    /// Who says it.
    public var role: Role
    /// Texts of its parts, as far as they are there.
    public var texts: [Text]
    /// What the makers call the part it plays, such as `commentary`.
    public var phase: String?
    /// Id of the response that it is a part of.
    public var response: String?
    /// Whether the client announces it; the server's echo is the same message again.
    public var isSent: Bool

    /// One part.
    public struct Text: Hashable, Sendable {
      /// Index of the part.
      public var part: Int
      /// The text.
      public var text: String
      /// Whether it is what is heard.
      public var isTranscript: Bool
    }
  }

  /// What happened.
  public enum Kind: Sendable, Equatable {
    /// A session begins or changes: its id, how sound goes in and how it comes out.
    case session(id: String?, input: AgentAudio.Format?, output: AgentAudio.Format?, isNew: Bool)
    /// The user was heard to begin, at a place in the sound that went in.
    case speechStarted(item: String?, at: MediaTime?)
    /// The user was heard to end, at a place in the sound that went in.
    case speechStopped(item: String?, at: MediaTime?)
    /// The sound that went in became a message.
    case committed(item: String)
    /// Sound.
    case audio(Slot, AgentAudio)
    /// A piece of text that follows the pieces before it.
    case delta(Slot, String)
    /// All text so far: what stays, and what still may change.
    case settled(Slot, text: String, stash: String)
    /// The whole text of a part.
    case done(Slot, String)
    /// A message.
    case message(Message)
    /// A piece of a call's arguments.
    case callDelta(Call)
    /// A call, with its arguments if they are whole.
    case call(Call)
    /// What a tool answered.
    case callResult(call: String?, output: String)
    /// A response begins.
    case responseCreated(id: String?)
    /// A response ends, with its status as written.
    case responseDone(id: String?, status: String?)
    /// A response is broken off; `nil` for the one that runs.
    case cancelled(response: String?, reason: String)
    /// Of an item's sound only the beginning was heard; `nil` for the one that is playing.
    case truncated(item: String?, at: MediaTime?)
    /// Text that a model thinks and nobody hears, by its length in UTF-8 bytes.
    case hidden(bytes: Int)
    /// An error that the log reports.
    case error(String)
    /// Known and of no matter here.
    case ignored
    /// Not known, by its type.
    case unknown(String)
  }

  /// What happened.
  public var kind: Kind
  /// When it arrived, from the beginning of the session, where the log says so.
  public var at: MediaTime?
  /// Line of the file.
  public var line: Int

  /// Makes an event.
  public init(_ kind: Kind, at: MediaTime?, line: Int) {
    self.kind = kind
    self.at = at
    self.line = line
  }
}
