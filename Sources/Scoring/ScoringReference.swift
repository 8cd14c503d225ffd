/// The character's own values that scores are held against, as plain numbers.
///
/// Absent is `nil` or a missing key: a metric that needs it is then undefined, it never falls back on
/// people in general. ``init(sessions:limits:)`` measures it from reference sessions.
public struct ScoringReference: Hashable, Sendable, Codable {
  /// Statistics of one channel over the reference sessions.
  public struct Curve: Hashable, Sendable, Codable {
    /// Mean of each column.
    public var mean: [Double]
    /// Standard deviation of each column (n - 1), pooled over sessions.
    public var deviation: [Double]
    /// Σ over columns of mean |x - session mean|, mean over sessions.
    public var spread: Double
    /// Mean norm of the third difference times f³ at ``ScoringReference/jerkRate``, mean over sessions.
    public var jerk: Double

    /// Mean speed of a joint channel, radians or metres per second, mean over sessions; 0 for others.
    public var speed: Double

    /// Makes statistics.
    public init(mean: [Double], deviation: [Double], spread: Double, jerk: Double, speed: Double = 0) {
      self.speed = speed
      self.mean = mean
      self.deviation = deviation
      self.spread = spread
      self.jerk = jerk
    }
  }

  /// Statistics by channel name.
  public var curves: [String: Curve]
  /// Frames per second at which jerk was measured.
  public var jerkRate: Double?
  /// Weight channels of the face, sorted.
  public var faceChannels: [String]
  /// Median over 1 s windows of the mean speed of ``faceChannels``, per second.
  public var faceMotion: Double?
  /// Blinks per minute.
  public var blinkRate: Double?
  /// Median best lag of motion behind stressed syllables in seconds; `nil` counts as 0.
  public var couplingLag: Double?
  /// Habits and how they differ between sessions; absent where too few sessions show any.
  public var signature: Signature?
  /// What explains the signature channels and how they wander; absent where the sessions are too few.
  public var drift: Drift?
  /// How strongly feelings are shown; absent where no session has a face.
  public var emotion: EmotionScale?
  /// Gaze shares, turn gaze, bouts, saccades and nods; absent where too few sessions have gaze.
  public var gaze: [String: Signature.Habit]?
  /// 99th percentile over 1 s windows of the distance from the mean pose in deviations; absent without a session.
  public var energyLimit: Double?
  /// 95th percentile of the face's distance from rest while the character is silent and calm; absent where no session
  /// shows it.
  public var restDistance: Double?
  /// Cells of space that the wrists visit; absent where no session moves an arm.
  public var handSpace: HandSpace?
  /// What its gestures are like; absent where too few sessions move their wrists.
  public var expressivity: Expressivity?
  /// How the character moves, beside its decoys; absent where nobody learnt it. Written as its key alone.
  public var style: StyleReference?
  /// What the rig allows.
  public var limits: ScoringLimits

  /// Makes a reference; the default knows nothing about the character.
  public init(
    curves: [String: Curve] = [:], jerkRate: Double? = nil, faceChannels: [String] = [],
    faceMotion: Double? = nil, blinkRate: Double? = nil, couplingLag: Double? = nil,
    limits: ScoringLimits = ScoringLimits()
  ) {
    self.curves = curves
    self.jerkRate = jerkRate
    self.faceChannels = faceChannels
    self.faceMotion = faceMotion
    self.blinkRate = blinkRate
    self.couplingLag = couplingLag
    self.limits = limits
  }
}
