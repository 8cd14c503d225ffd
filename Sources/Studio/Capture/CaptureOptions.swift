public import Provenance

/// What a capture writes of itself, and how it treats what is wrong.
public struct CaptureOptions: Sendable {
  /// Title of the corpus; `nil` keeps the one it has, or takes the folder's name.
  public var title: String?
  /// Licence of the corpus; `nil` keeps the one it has.
  public var licence: String?
  /// Language of the corpus as a BCP 47 tag; `nil` keeps the one it has.
  public var language: String?
  /// What the sessions are evidence of, for a corpus that is new.
  public var evidence = Evidence.synthetic
  /// Whether a faulty line ends its session.
  public var isStrict = false
  /// Whether the first session is the last.
  public var endsAfterOne = false

  /// The usual options.
  public init() {}

  /// Records of one session at most.
  public static let mostRecords = 500_000
  /// Participants of one session at most.
  public static let mostParticipants = 16
  /// Seconds by which audio may begin behind the latest that came before, or behind the time since the
  /// connection began.
  public static let longestGap = 60.0
  /// Seconds within which a client has to say who takes part.
  public static let patience = 60.0
}
