public import Motion

/// One session of an agent, as its log tells it: who wrote or said what, in which pieces, and when each arrived.
///
/// Nothing is made up: what the log does not time is `nil`. Times of arrival count from the beginning of the session
/// as the log has it; places in sound count from the first sample that went in, which is another axis.
public struct AgentSession: Sendable, Equatable {
  /// Text that came in one piece.
  public struct Piece: Hashable, Sendable {
    /// The text; pieces of one item follow each other without anything between.
    public var text: String
    /// When it arrived.
    public var at: MediaTime?

    /// Makes a piece.
    public init(_ text: String, at: MediaTime?) {
      self.text = text
      self.at = at
    }
  }

  /// Sound, its pieces put together.
  public struct Sound: Hashable, Sendable {
    /// One piece.
    public struct Chunk: Hashable, Sendable {
      /// Bytes of it.
      public var byteCount: Int
      /// When it arrived.
      public var at: MediaTime?
    }

    /// How the bytes are to be read.
    public var format: AgentAudio.Format
    /// Pieces in order.
    public var chunks: [Chunk] = []
    /// All bytes; empty unless asked for. ``AgentAudio/Format/samples(_:)`` reads them.
    public var bytes: [UInt8] = []
    /// Bytes of all pieces.
    public var byteCount = 0
    /// Whether it is far shorter than what was said: the recorder cut the pieces, and its length means nothing.
    public var isCut = false

    /// Length of all pieces; `nil` where the encoding is not decoded here.
    public var duration: MediaTime? {
      let frame = format.sampleBytes * format.channels
      guard frame > 0, format.rate > 0 else { return nil }
      return MediaTime(seconds: Double(byteCount / frame) / Double(format.rate))
    }
  }

  /// A tool call.
  public struct Call: Hashable, Sendable {
    /// Id by which its result names it.
    public var id: String?
    /// Name of the tool; empty where the log never says it.
    public var name: String
    /// Arguments as written.
    public var arguments: String
    /// When the call was whole.
    public var at: MediaTime?
    /// Pieces of the arguments as they arrived.
    public var pieces: [Piece]
    /// What the tool answered.
    public var output: String?
    /// When it answered.
    public var outputAt: MediaTime?
  }

  /// A message or a call.
  public struct Item: Hashable, Sendable {
    /// Its id in the log, or one that says where it stands.
    public var id: String
    /// Who says it.
    public var role: AgentEvent.Role
    /// Id of the response that it is a part of.
    public var response: String?
    /// What the makers call the part it plays, such as `commentary`.
    public var phase: String?
    /// Text in order.
    public var text: [Piece] = []
    /// Whether the text is what is heard in its sound; otherwise it is written.
    public var isTranscript = false
    /// Its sound.
    public var sound: Sound?
    /// Where the user began to speak, in the sound that went in.
    public var speechStart: MediaTime?
    /// Where the user ended.
    public var speechEnd: MediaTime?
    /// When the log told that the user began to speak.
    public var speechStartAt: MediaTime?
    /// When the log told that the user had ended.
    public var speechEndAt: MediaTime?
    /// When the log began to speak of it.
    public var at: MediaTime?
    /// When its text was whole.
    public var doneAt: MediaTime?
    /// The call, if it is one.
    public var call: Call?
    /// Whether its response was broken off.
    public var isCancelled = false
    /// When that arrived.
    public var cancelledAt: MediaTime?
    /// How much of its sound was heard before it was interrupted, from its first sample.
    public var heardUntil: MediaTime?
    /// Line of the file, from 1.
    public var line: Int

    /// All text.
    public var wholeText: String { text.map(\.text).joined() }
  }

  /// One answer of the agent.
  public struct Response: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// When it began.
    public var at: MediaTime?
    /// When it ended.
    public var doneAt: MediaTime?
    /// How it ended, as written.
    public var status: String?
  }

  /// Id of the session, or of its first response, or empty.
  public var id: String
  /// Messages and calls in the order in which the log first speaks of them.
  public var items: [Item] = []
  /// Answers in order.
  public var responses: [Response] = []
  /// Sound that went in.
  public var input: Sound?
  /// What was read, missing, repaired and left out.
  public var notes: [ImportNote] = []
}
