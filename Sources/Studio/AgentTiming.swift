import Motion

/// How fast the machinery behind the character is, as the log simulates it: language model, synthesiser and
/// speech recogniser.
///
/// A reply cannot be heard before the recogniser has told of the partner's end (``asrDelay``), the language
/// model has begun (``firstToken``), its first words were synthesised (``ttsDelay``) and 250 ms are in hand.
public struct AgentTiming: Hashable, Sendable {
  /// How fast text streams in (0.5…1000 tokens a second; one is taken as four bytes).
  public var tokensPerSecond = 30.0
  /// Seconds from knowing that the partner has ended to the first token (0…30).
  public var firstToken = 0.0
  /// Seconds after which a chunk of speech ends with the word that is being spoken (0.1…60); chunks end with
  /// sentences and pauses in any case, and `nil` leaves it at that.
  public var ttsChunk: Double?
  /// Seconds from the first token to the first chunk of speech (0…10).
  public var ttsDelay = 0.35
  /// Seconds from the end of what the partner says to its text (0…10).
  public var asrDelay = 0.3

  /// Makes the usual timing.
  public init() {}

  /// How long before it sounds a chunk of speech arrives at the latest.
  static let headroom = MediaTime.milliseconds(250)
  static let bytesPerToken = 4.0

  /// How long before the first word its text begins to arrive.
  var lead: MediaTime { Self.time(ttsDelay) + Self.headroom }

  /// When so many bytes of text have streamed in, counted from the first token.
  func streamed(_ bytes: Int) -> MediaTime {
    Self.time(Double(bytes) / (tokensPerSecond * Self.bytesPerToken))
  }

  /// The least time in seconds from what the partner says to the character's voice, to the microsecond.
  var reply: Double {
    ((asrDelay + firstToken + ttsDelay + Self.headroom.seconds) * 1e6).rounded() / 1e6
  }

  /// Seconds to the nearest flick. They are checked where they come in, so nothing overflows.
  static func time(_ seconds: Double) -> MediaTime {
    MediaTime(flicks: Int64((seconds * Double(MediaTime.flicksPerSecond)).rounded()))
  }
}

extension AgentTiming {
  /// What can be set, under the name that scripts and options use, with its range.
  enum Setting: String, CaseIterable {
    case tokensPerSecond = "tokens per second"
    case firstToken = "first token"
    case ttsChunk = "tts chunk"
    case ttsDelay = "tts delay"
    case asrDelay = "asr delay"

    var range: ClosedRange<Double> {
      switch self {
      case .tokensPerSecond: 0.5...1000
      case .firstToken: 0...30
      case .ttsChunk: 0.1...60
      case .ttsDelay, .asrDelay: 0...10
      }
    }
  }

  /// Sets one value, which lies in its range.
  mutating func set(_ setting: Setting, to value: Double) {
    switch setting {
    case .tokensPerSecond: tokensPerSecond = value
    case .firstToken: firstToken = value
    case .ttsChunk: ttsChunk = value
    case .ttsDelay: ttsDelay = value
    case .asrDelay: asrDelay = value
    }
  }
}
