public import Motion

/// How gaze angles turn into the eight `eyeLook…` weights and into rotations of the eye bones.
///
/// Yaw is positive to the character's left, pitch upward, both in radians.
public struct EyeLook: Sendable, Equatable {
  /// Yaw at which `eyeLookIn…`/`eyeLookOut…` reach 1.
  public var side: Float
  /// Pitch at which `eyeLookUp…` reaches 1.
  public var up: Float
  /// Downward pitch at which `eyeLookDown…` reaches 1.
  public var down: Float

  /// The names of the weights, in the order of ``weights(yaw:pitch:)``.
  public static let names = [
    "eyeLookUpLeft", "eyeLookUpRight", "eyeLookDownLeft", "eyeLookDownRight", "eyeLookInLeft",
    "eyeLookInRight", "eyeLookOutLeft", "eyeLookOutRight",
  ]

  /// Makes a range; the defaults are 30° to the side, 25° up and 30° down.
  public init(side: Float = 0.523_598_8, up: Float = 0.436_332_3, down: Float = 0.523_598_8) {
    self.side = side
    self.up = up
    self.down = down
  }

  /// The eight weights, each 0…1: the angle over the range, In on one eye with Out on the other.
  public func weights(yaw: Float, pitch: Float) -> SIMD8<Float> {
    let left = share(yaw, side)
    let right = share(-yaw, side)
    let up = share(pitch, up)
    let down = share(-pitch, down)
    return SIMD8(up, up, down, down, right, left, left, right)
  }

  /// The gaze that eight weights mean, in the order of ``names``: the mean of both eyes, the reverse of
  /// ``weights(yaw:pitch:)`` where no weight is full.
  public func gaze(of weights: SIMD8<Float>) -> (yaw: Float, pitch: Float) {
    let left = (weights[6] + weights[5] - weights[4] - weights[7]) / 2
    let up = (weights[0] + weights[1]) / 2
    let down = (weights[2] + weights[3]) / 2
    return (left * side, up * self.up - down * self.down)
  }

  /// The normalised rotation of an eye bone that looks along the angles.
  public static func rotation(yaw: Float, pitch: Float) -> Quaternion {
    Quaternion(yaw: yaw, pitch: -pitch, roll: 0)
  }

  private func share(_ angle: Float, _ range: Float) -> Float {
    range > 0 ? min(1, max(0, angle / range)) : 0
  }
}
