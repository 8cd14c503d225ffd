/// How a character is learnt from takes.
public struct LearningOptions: Sendable, Equatable {
  /// Share of the time that is held out, 0.1…0.9.
  public var heldOutShare: Double
  /// Settles which takes, or which ends of takes, are held out.
  public var seed: UInt64
  /// Seconds that are left out between rehearsal and held-out parts of one take, so that neither tells the other.
  public var gap: Double
  /// Longest session in seconds.
  public var longestSession: Double
  /// Shortest session in seconds.
  public var shortestSession: Double

  /// Least seconds of rehearsal.
  public static let leastRehearsal = 20.0
  /// Least held-out seconds.
  public static let leastHeldOut = 10.0
  /// Sessions and seconds below which a sheet is provisional (an envelope of fewer says little).
  public static let firmSessions = 8
  /// See ``firmSessions``.
  public static let firmSeconds = 600.0

  /// Makes options; the defaults hold out a half, part takes by 2 s and make sessions of 10 s to 60 s.
  public init(
    heldOutShare: Double = 0.5, seed: UInt64 = 1, gap: Double = 2, longestSession: Double = 60,
    shortestSession: Double = 10
  ) {
    self.heldOutShare = heldOutShare
    self.seed = seed
    self.gap = gap
    self.longestSession = longestSession
    self.shortestSession = shortestSession
  }
}
