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
  /// Id of the other party, whose words are spread by a rule and not synthesised.
  public var partner = "guest"
  /// How the character sounds.
  public var voice = VoiceSettings()
  /// The partner's speaking rate in words a minute.
  public var partnerRate = 170.0
  /// How long a tool call keeps the character waiting, in seconds.
  public var toolTime = 1.2
  /// The turns in order.
  public var turns: [Turn]
  /// Where it was read from, for messages.
  public var file: String

  /// Makes a script with the usual parties and voice.
  public init(id: String, title: String = "", turns: [Turn], file: String = "script") {
    self.id = id
    self.title = title.isEmpty ? id : title
    self.turns = turns
    self.file = file
  }
}

/// How a synthesised voice sounds.
public struct VoiceSettings: Hashable, Sendable {
  /// Name of an espeak-ng voice, with its variant.
  public var name: String
  /// Speaking rate in words a minute (80…450).
  public var rate: Int
  /// Loudness (0…200, 100 is espeak-ng's usual one; 45 comes near −26 dB of full scale, the active speech
  /// level that ITU-T P.56 names as nominal).
  public var volume: Int
  /// Pitch (0…99, 50 is the voice's own).
  public var pitch: Int
  /// Pitch range (0…99, 50 is the voice's own).
  public var range: Int

  /// Makes settings; the defaults are the house character's.
  public init(
    name: String = "en-us+f1", rate: Int = 165, volume: Int = 45, pitch: Int = 50, range: Int = 60
  ) {
    self.name = name
    self.rate = rate
    self.volume = volume
    self.pitch = pitch
    self.range = range
  }
}
