import Motion

/// How wrong a decoded frame may be, at most.
///
/// Weights: absolute error. Bodies: the distance by which a point 3 cm from a joint, in whatever direction, may be out
/// of place after forward kinematics of the whole skeleton; nearer points are off by less.
public struct ErrorBound: Sendable, Equatable {
  /// Largest error of a weight.
  public var weight: Float
  /// Largest displacement of a point in metres.
  public var displacement: Float
  /// Largest error of an angle in radians.
  public var angle: Float
  /// Other bounds for single weights and angles, by channel name, in their own unit.
  public var channels: [String: Float]
  /// Distance from the joint within which points are watched, in metres, by bone name; 3 cm where nothing is said.
  public var reach: [String: Float]

  /// Makes a bound.
  public init(
    weight: Float, displacement: Float, angle: Float? = nil, channels: [String: Float] = [:],
    reach: [String: Float] = [:]
  ) {
    self.weight = weight
    self.displacement = displacement
    self.angle = angle ?? weight
    self.channels = channels
    self.reach = reach
  }

  /// 0.002 of a weight, 0.015 cm.
  public static let fine = ErrorBound(weight: 0.002, displacement: 0.00015)
  /// 0.005 of a weight, 0.11 cm.
  public static let tight = ErrorBound(weight: 0.005, displacement: 0.0011)
  /// 0.01 of a weight, 0.6 cm.
  public static let visual = ErrorBound(weight: 0.01, displacement: 0.006)

  /// The three grades by name, finest first.
  public static let grades: [(name: String, bound: ErrorBound)] = [
    ("fine", fine), ("tight", tight), ("visual", visual),
  ]

  /// The bound of a one-number channel.
  func bound(of channel: Channel) -> Float {
    let value = channels[channel.name] ?? (channel.kind == .angle ? angle : weight)
    return value.isFinite && value > 0 ? value : 0.005
  }

  /// Distance within which a bone's points are watched.
  func reach(of bone: String) -> Float {
    let value = reach[bone] ?? 0.03
    return value.isFinite && value > 0 ? value : 0.03
  }
}
