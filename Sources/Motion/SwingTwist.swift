#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A rotation split into a turn about a bone's own axis and the tilt of that axis.
///
/// `rotation = swing · twist`: first the bone turns about itself, then its axis is carried away. The angles are
/// the same in either order.
public struct SwingTwist: Hashable, Sendable {
  /// The tilt of the axis; its own axis is at right angles to it.
  public let swing: Quaternion
  /// The turn about the axis.
  public let twist: Quaternion

  /// Splits a unit rotation about a coordinate axis (0 x, 1 y, 2 z).
  ///
  /// A tilt by 180° leaves the turn open; it is taken as none.
  ///
  /// - Precondition: `axis` lies in 0…2.
  public init(_ rotation: Quaternion, axis: Int) {
    var part = SIMD4<Float>(0, 0, 0, rotation.w)
    part[axis] = rotation.vector[axis]
    twist = Quaternion(part).normalized
    swing = rotation * twist.conjugate
  }

  /// Splits the rotation of a humanoid bone about the axis that it lies along.
  public init(_ rotation: Quaternion, of bone: HumanoidBone) {
    self.init(rotation, axis: bone.twistAxis)
  }

  /// Angle of the swing in radians, 0…π.
  public var swingAngle: Float { 2 * acosf(min(1, abs(swing.w))) }

  /// Angle of the twist in radians, 0…π.
  public var twistAngle: Float { 2 * acosf(min(1, abs(twist.w))) }

  /// The angles of swing and twist in radians, 0…π, of a rotation of any length, without the parts.
  ///
  /// For measuring: in double precision, so that small angles keep their digits, and undisturbed by a length
  /// other than one. Both are 0 for a quaternion without direction (zero, or not finite).
  ///
  /// - Precondition: `axis` lies in 0…2.
  public static func angles(of rotation: Quaternion, axis: Int) -> (swing: Double, twist: Double) {
    let q = rotation.vector
    let w = Double(q.w)
    let turn = Double(q[axis])
    let along = (w * w + turn * turn).squareRoot()
    let length = Double((q * q).sum()).squareRoot()
    guard length > 0, length.isFinite else { return (0, 0) }
    return (2 * acos(min(1, along / length)), along > 0 ? 2 * asin(min(1, abs(turn) / along)) : 0)
  }
}

extension HumanoidBone {
  /// The axis that a bone lies along in the T-pose: 0 x for shoulders, arms, hands and fingers, 2 z for the eyes
  /// (they look along it), 1 y for everything else.
  public var twistAxis: Int { Self.twistAxes[self] ?? 1 }

  private static let twistAxes: [HumanoidBone: Int] = {
    let limbs = ["Shoulder", "Arm", "Hand", "Thumb", "Index", "Middle", "Ring", "Little"]
    var axes: [HumanoidBone: Int] = [:]
    for bone in allCases {
      let name = bone.rawValue
      axes[bone] = name.hasSuffix("Eye") ? 2 : limbs.contains { name.contains($0) } ? 0 : 1
    }
    return axes
  }()
}
