public import Motion

/// One frame of a performance while it is composed: face weights, gaze and body, written by one stage after
/// the other and reused for the next frame.
///
/// Angles of the body are degrees with the signs of ``Motion/Quaternion/init(yaw:pitch:roll:)``: yaw to the
/// character's left, pitch down, roll to its left shoulder. Gaze angles are degrees too, pitch upward.
public final class PerformanceFrame {
  /// Face weights by ``FaceWeight``.
  public let weights: UnsafeMutablePointer<Float>
  /// Where the character looks, against the direction in which its body faces: yaw left, pitch up.
  public var gaze = SIMD2<Float>(0, 0)
  /// Neck and head together: pitch, yaw, roll.
  public var head = SIMD3<Float>(0, 0, 0)
  /// Chest and upper chest together: pitch, yaw, roll.
  public var chest = SIMD3<Float>(0, 0, 0)
  /// Spine: pitch, yaw, roll.
  public var spine = SIMD3<Float>(0, 0, 0)
  /// Degrees by which both shoulders are raised.
  public var shoulderRaise: Float = 0
  /// Left arm, hanging unless somebody moves it.
  public var leftArm = ArmPose.hanging
  /// Right arm, hanging unless somebody moves it.
  public var rightArm = ArmPose.hanging.mirrored

  /// Makes a frame at rest.
  public init() {
    weights = .allocate(capacity: FaceWeight.allCases.count)
    weights.initialize(repeating: 0, count: FaceWeight.allCases.count)
  }

  deinit { weights.deallocate() }

  /// A face weight.
  public subscript(weight: FaceWeight) -> Float {
    get { weights[weight.rawValue] }
    set { weights[weight.rawValue] = newValue }
  }

  /// Adds to both sides.
  public func add(_ amount: Float, _ left: FaceWeight, _ right: FaceWeight) {
    weights[left.rawValue] += amount
    weights[right.rawValue] += amount
  }

  /// Back to rest.
  public func clear() {
    weights.update(repeating: 0, count: FaceWeight.allCases.count)
    gaze = .zero
    head = .zero
    chest = .zero
    spine = .zero
    shoulderRaise = 0
    leftArm = .hanging
    rightArm = ArmPose.hangingRight
  }
}

/// Rotations of one arm against the T-pose.
public struct ArmPose: Hashable, Sendable {
  /// Shoulder bone, upper arm, lower arm and hand.
  public var shoulder, upper, lower, hand: Quaternion

  /// Makes a pose.
  public init(shoulder: Quaternion, upper: Quaternion, lower: Quaternion, hand: Quaternion) {
    self.shoulder = shoulder
    self.upper = upper
    self.lower = lower
    self.hand = hand
  }

  /// Makes a pose of the left arm from angles in degrees about X, Y and Z, applied as Rx·Ry·Rz.
  public init(
    shoulder: SIMD3<Float>, upper: SIMD3<Float>, lower: SIMD3<Float>, hand: SIMD3<Float>
  ) {
    self.init(
      shoulder: .euler(shoulder), upper: .euler(upper), lower: .euler(lower), hand: .euler(hand))
  }

  /// The same pose of the other arm: (x, y, z, w) → (x, −y, −z, w).
  public var mirrored: ArmPose {
    ArmPose(shoulder: shoulder.mirrored, upper: upper.mirrored, lower: lower.mirrored, hand: hand.mirrored)
  }

  /// A pose between this one and another; `t` in 0…1.
  public func blended(with other: ArmPose, _ t: Float) -> ArmPose {
    guard t > 0 else { return self }
    return ArmPose(
      shoulder: shoulder.blended(with: other.shoulder, t), upper: upper.blended(with: other.upper, t),
      lower: lower.blended(with: other.lower, t), hand: hand.blended(with: other.hand, t))
  }

  /// The left arm hanging, relaxed: 73° down, slightly forward, elbow bent by 26°.
  public static let hanging = ArmPose(
    shoulder: [0, 1, 0], upper: [15, -28.8, -72.5], lower: [-12.8, -25.6, -5.6], hand: [0, 6.4, -8.5])
  /// The right arm hanging.
  public static let hangingRight = hanging.mirrored
  /// The left forearm held before the navel, ready to gesture.
  public static let ready = ArmPose(
    shoulder: [0, -1.1, 0], upper: [0.6, -25.4, -72.3], lower: [38.8, -71.1, 37.2], hand: [0, -12.3, 9.5])
  /// The left hand raised before a small beat.
  public static let raised = ArmPose(
    shoulder: [0, -1.4, 0], upper: [-2.6, -18.5, -71.6], lower: [41.4, -76.7, 40.6], hand: [0, -10.4, 7.5])
  /// The left hand at the lowest point of a small beat.
  public static let struck = ArmPose(
    shoulder: [0, -2.3, 0], upper: [-9.3, -19.3, -74.3], lower: [19.6, -57, 16.6], hand: [0, -10.7, 10.9])
}

extension Quaternion {
  /// Rx·Ry·Rz of angles in degrees.
  static func euler(_ degrees: SIMD3<Float>) -> Quaternion {
    let radians = degrees * (Float.pi / 180)
    return Quaternion(axis: SIMD3(1, 0, 0), angle: radians.x)
      * Quaternion(axis: SIMD3(0, 1, 0), angle: radians.y)
      * Quaternion(axis: SIMD3(0, 0, 1), angle: radians.z)
  }

  var mirrored: Quaternion { Quaternion(x: x, y: -y, z: -z, w: w) }

  /// Normalised linear interpolation along the shorter arc: close to slerp for angles below 90°.
  func blended(with other: Quaternion, _ t: Float) -> Quaternion {
    let b = (vector * other.vector).sum() < 0 ? -other.vector : other.vector
    return Quaternion(vector + (b - vector) * t).normalized
  }
}
