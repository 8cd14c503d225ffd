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
  /// A bone that grows or shrinks, or a joint that leaves its place.
  case boneLength = "bone length"
  /// Two channels that must not be high together.
  case forbiddenPair = "forbidden pair"
  /// A channel faster than it may be.
  case speed
  /// A channel that must stay at rest and did not. Counted only where the character names such channels.
  case never
  /// A face that doesn't come to rest while the character is silent and calm.
  case restReturn = "rest return"
  /// A rig whose bytes are not those that the sheet names.
  case foreignRig = "foreign rig"
  /// A lid behind the front of its eye.
  case lidThroughEye = "lid through eye"
  /// A lip behind the front of the teeth.
  case lipThroughTeeth = "lip through teeth"
  /// A hand inside trunk or head.
  case handThroughBody = "hand through body"

  /// Weights may leave their range by this much: captures peak at 1.0033. Less is counted as clamped.
  static let rangeTolerance: Float = 0.01
  /// Rotations may differ from unit length by this much.
  static let lengthTolerance: Float = 1e-3
  /// Joints may leave their range of motion by this many degrees.
  static let angleTolerance = 0.5
  /// Bones may change their length by this share.
  static let boneTolerance: Float = 1e-4

  /// The tolerances by name.
  static let parameters = [
    "range tolerance": 0.01, "length tolerance": 1e-3, "angle tolerance deg": 0.5, "bone tolerance": 1e-4,
    "silence s": RestDistance.silence, "preparation s": RestDistance.preparation,
    "rest percentile": 100 * RestDistance.quantile,
    "face looks per s": Double(ContactSampling.looksPerSecond),
    "hand looks per s": Double(ContactSampling.handLooksPerSecond),
    "lid depth of eye width": Double(FaceContact.lidTolerance),
    "lip depth of teeth width": Double(FaceContact.lipTolerance),
    "hand depth of hand length": Double(HandContact.tolerance),
  ]
}
