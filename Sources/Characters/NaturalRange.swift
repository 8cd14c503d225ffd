/// Between what values a channel of a character usually lies: quantiles over all frames of its rehearsal.
///
/// Weights and angles as they are (angles in radians); for joints the turn away from the T-pose in degrees.
public struct NaturalRange: Hashable, Sendable, Codable {
  /// One frame in twenty lies below.
  public var low: Double
  /// Half of the frames lie below.
  public var middle: Double
  /// One frame in twenty lies above.
  public var high: Double

  /// Makes a range.
  public init(low: Double, middle: Double, high: Double) {
    self.low = low
    self.middle = middle
    self.high = high
  }
}
