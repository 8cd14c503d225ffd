/// A script to be recorded: two parties, what they say, and when they start.
public struct Screenplay: Hashable, Sendable {
  /// When a turn begins.
  public enum Entrance: Hashable, Sendable {
    /// When the floor is free, after the usual gap or after so many seconds.
    case free(pause: Double?)
    /// Behind these words of the turn before, which falls silent.
    case interrupting(String)
    /// Behind these words of the turn before, which goes on.
    case murmuring(String)
    /// So many seconds before the other party's last turn ends, which goes on.
    case overlapping(Double)
  }

  /// One turn of one party.
  public struct Turn: Hashable, Sendable {
    /// Who speaks.
    public var speaker: String
    /// What a language model would write for it: words and marks.
    public var text: String
    /// When it begins.
    public var entrance: Entrance
    /// Line of the script on which it stands, from 1.
    public var line: Int

    /// Makes a turn.
    public init(speaker: String, text: String, entrance: Entrance = .free(pause: nil), line: Int = 0) {
      self.speaker = speaker
      self.text = text
      self.entrance = entrance
      self.line = line
    }
  }

  /// Id, unique in a corpus.
  public var id: String
  /// Title for people.
  public var title: String
  /// Id of the party whose behavior strategies make and who is synthesised.
  public var character = "nova"
  /// Id of the other party.
  public var partner = "guest"
  /// How the character sounds.
  public var voice = VoiceSettings()
  /// How the partner sounds. Without a name nobody hears it: its words are spread by a rule of ``partnerRate``.
  public var partnerSound = VoiceSettings(name: "", rate: 170, range: 50)
  /// How fast the character's language model, synthesiser and recogniser are.
  public var timing = AgentTiming()
  /// How long a tool call keeps the character waiting, in seconds.
  public var toolTime = 1.2
  /// The turns in order.
  public var turns: [Turn]
  /// Where it was read from, for messages.
  public var file: String

  /// The partner's voice; `nil` when it is not synthesised.
  public var partnerVoice: VoiceSettings? { partnerSound.name.isEmpty ? nil : partnerSound }
  /// The partner's speaking rate in words a minute.
  public var partnerRate: Double { Double(partnerSound.rate) }

  /// Makes a script with the usual parties and voice.
  public init(id: String, title: String = "", turns: [Turn], file: String = "script") {
    self.id = id
    self.title = title.isEmpty ? id : title
    self.turns = turns
    self.file = file
  }
}
