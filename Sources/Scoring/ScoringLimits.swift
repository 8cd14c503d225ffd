/// What the character's rig and sheet allow: the plain values that the validity gate checks.
public struct ScoringLimits: Hashable, Sendable, Codable {
  /// Lowest and highest value of a weight.
  public struct Range: Hashable, Sendable, Codable {
    /// Lowest value.
    public var lowest: Double
    /// Highest value.
    public var highest: Double
    /// Makes a range.
    public init(_ lowest: Double, _ highest: Double) {
      self.lowest = lowest
      self.highest = highest
    }
  }

  /// Range of motion of a joint in degrees, from the rest pose to either side.
  public struct RangeOfMotion: Hashable, Sendable, Codable {
    /// Largest tilt of the bone's own axis, 0…180.
    public var swing: Double
    /// Largest turn about the bone's own axis, 0…180.
    public var twist: Double
    /// Makes a range of motion.
    public init(swing: Double, twist: Double) {
      self.swing = swing
      self.twist = twist
    }
  }

  /// Two channels whose product must stay below a limit.
  public struct ForbiddenPair: Hashable, Sendable, Codable {
    /// One channel.
    public var first: String
    /// The other.
    public var second: String
    /// Largest allowed product.
    public var limit: Double
    /// Makes a pair.
    public init(_ first: String, _ second: String, limit: Double) {
      self.first = first
      self.second = second
      self.limit = limit
    }
  }

  /// Channels that the rig knows; `nil` accepts the ARKit, gaze and humanoid vocabulary.
  public var channels: [String]?
  /// Ranges of weights that differ from 0…1, by channel.
  public var weights: [String: Range]
  /// Ranges of motion by humanoid bone name (`head`).
  public var rotations: [String: RangeOfMotion]
  /// Pairs that must not be high together.
  public var forbiddenPairs: [ForbiddenPair]
  /// Largest speed by channel: per second for weights, radians per second for angles and rotations, metres
  /// per second for translations.
  public var speeds: [String: Double]
  /// Channels that must stay at rest.
  public var never: [String]

  /// Makes limits; the default checks only what holds for every rig.
  public init(
    channels: [String]? = nil, weights: [String: Range] = [:], rotations: [String: RangeOfMotion] = [:],
    forbiddenPairs: [ForbiddenPair] = [], speeds: [String: Double] = [:], never: [String] = []
  ) {
    self.channels = channels
    self.weights = weights
    self.rotations = rotations
    self.forbiddenPairs = forbiddenPairs
    self.speeds = speeds
    self.never = never
  }

  /// Reads limits; those stored before there was `never` have none.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    channels = try values.decodeIfPresent([String].self, forKey: .channels)
    weights = try values.decode([String: Range].self, forKey: .weights)
    rotations = try values.decode([String: RangeOfMotion].self, forKey: .rotations)
    forbiddenPairs = try values.decode([ForbiddenPair].self, forKey: .forbiddenPairs)
    speeds = try values.decode([String: Double].self, forKey: .speeds)
    never = try values.decodeIfPresent([String].self, forKey: .never) ?? []
  }

  /// Writes limits; `never` only where it names something, so that hashes of references without it stay.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(channels, forKey: .channels)
    try values.encode(weights, forKey: .weights)
    try values.encode(rotations, forKey: .rotations)
    try values.encode(forbiddenPairs, forKey: .forbiddenPairs)
    try values.encode(speeds, forKey: .speeds)
    if !never.isEmpty { try values.encode(never, forKey: .never) }
  }

  private enum CodingKeys: String, CodingKey {
    case channels, weights, rotations, forbiddenPairs, speeds, never
  }
}
