/// What a character allows its behavior: ranges, ranges of motion, pairs that exclude each other, speeds.
public struct CharacterLimits: Hashable, Sendable, Codable {
  /// How far a joint turns from the T-pose, in degrees.
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

  /// Two channels whose product must not exceed a limit.
  public struct ForbiddenPair: Hashable, Sendable, Codable {
    /// The two channels.
    public var channels: [String]
    /// Largest product allowed.
    public var limit: Double

    /// Makes a pair.
    public init(_ first: String, _ second: String, limit: Double) {
      channels = [first, second]
      self.limit = limit
    }
  }

  /// Lowest and highest value of channels that differ from 0…1 (weights) or that are bounded (angles, radians).
  public var weights: [String: [Double]]
  /// Range of motion by humanoid bone.
  public var rotations: [String: RangeOfMotion]
  /// Pairs that exclude each other.
  public var forbiddenPairs: [ForbiddenPair]
  /// Largest speed: per second for weights, radians per second for angles and rotations, metres per second for
  /// translations.
  public var speed: [String: Double]
  /// Channels that stay at rest, such as a tongue that this character never shows.
  public var never: [String]

  /// Makes limits; the default is no more than weights in 0…1.
  public init(
    weights: [String: [Double]] = [:], rotations: [String: RangeOfMotion] = [:],
    forbiddenPairs: [ForbiddenPair] = [], speed: [String: Double] = [:], never: [String] = []
  ) {
    self.weights = weights
    self.rotations = rotations
    self.forbiddenPairs = forbiddenPairs
    self.speed = speed
    self.never = never
  }

  /// Reads limits; what the sheet does not mention is empty.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    weights = try values.decodeIfPresent([String: [Double]].self, forKey: .weights) ?? [:]
    rotations = try values.decodeIfPresent([String: RangeOfMotion].self, forKey: .rotations) ?? [:]
    forbiddenPairs = try values.decodeIfPresent([ForbiddenPair].self, forKey: .forbiddenPairs) ?? []
    speed = try values.decodeIfPresent([String: Double].self, forKey: .speed) ?? [:]
    never = try values.decodeIfPresent([String].self, forKey: .never) ?? []
  }

  /// Writes limits; `never` only where it names something, so that sheets without it keep their bytes and hashes.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(weights, forKey: .weights)
    try values.encode(rotations, forKey: .rotations)
    try values.encode(forbiddenPairs, forKey: .forbiddenPairs)
    try values.encode(speed, forKey: .speed)
    if !never.isEmpty { try values.encode(never, forKey: .never) }
  }

  private enum CodingKeys: String, CodingKey {
    case weights, rotations, forbiddenPairs, speed, never
  }
}
