/// The rules of the validity gate; their names stand in measurements and findings.
enum RigRule: String, CaseIterable, Sendable {
  /// A channel that the rig does not know.
  case unknownChannel = "unknown channel"
  /// NaN or infinity.
  case notFinite = "not finite"
  /// A weight outside its range by more than the tolerance.
  case range
  /// A rotation whose length is not 1.
  case unitLength = "unit length"
  /// A quaternion that changes its sign from one frame to the next.
  case hemisphere
  /// A joint tilted beyond its range of motion.
  case swing
  /// A joint turned about itself beyond its range of motion.
  case twist
  /// Two channels that must not be high together.
  case forbiddenPair = "forbidden pair"
  /// A channel faster than it may be.
  case speed
  /// A channel that must stay at rest and did not. Counted only where the character names such channels.
  case never

  /// Weights may leave their range by this much: captures peak at 1.0033. Less is counted as clamped.
  static let rangeTolerance: Float = 0.01
  /// Rotations may differ from unit length by this much.
  static let lengthTolerance: Float = 1e-3
  /// Joints may leave their range of motion by this many degrees.
  static let angleTolerance = 0.5

  /// The tolerances by name.
  static let parameters = ["range tolerance": 0.01, "length tolerance": 1e-3, "angle tolerance deg": 0.5]
}
