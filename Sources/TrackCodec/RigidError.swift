/// By how much a bone is out of place: how far its joint is shifted, and by what rotation it is turned wrongly.
///
/// A wrong rotation by θ about n moves the points at a distance r of the joint by vectors that fill the disk of radius
/// 2 r sin(θ/2) across n. So the farthest any of them gets, with the joint's own shift s, is
/// √((s·n)² + (|s − (s·n) n| + 2 r sin(θ/2))²), whatever the direction in which the point lies.
struct RigidError {
  /// Where the joint is less where it belongs, metres; the fourth number is 0.
  var shift: SIMD4<Float>
  /// Axis of the wrong rotation in the model's frame, 2 sin(θ/2) long; the fourth number is 0.
  var twist: SIMD4<Float>

  static let none = RigidError(shift: .zero, twist: .zero)

  @inline(__always)
  init(shift: SIMD4<Float>, twist: SIMD4<Float>) {
    self.shift = shift
    self.twist = twist
  }

  /// The error of a joint whose true frame is known.
  @inline(__always)
  init(shift: SIMD4<Float>, frame: JointFrame, truth: JointFrame) {
    self.shift = shift
    // Σ tᵢ × bᵢ is 2 sin θ n, and the columns differ by 8 sin²(θ/2) in all.
    let axis =
      JointFrame.cross(truth.x, frame.x) + JointFrame.cross(truth.y, frame.y)
      + JointFrame.cross(truth.z, frame.z)
    let square =
      (JointFrame.square(frame.x - truth.x) + JointFrame.square(frame.y - truth.y)
        + JointFrame.square(frame.z - truth.z)) / 2
    let length = JointFrame.square(axis)
    guard length > 1e-20 else {
      // No turn at all, or half a turn, whose axis may be any: one across the shift moves points farthest.
      twist = JointFrame.across(shift) * square.squareRoot()
      return
    }
    twist = axis * (square / length).squareRoot()
  }

  /// The farthest that a point at a distance of the joint is out of place, squared.
  @inline(__always)
  func peak(reach: Float) -> Float {
    let turn = JointFrame.square(twist)
    let along = JointFrame.dot(shift, twist)
    let lengthwise = turn > 1e-20 ? along * along / turn : 0
    let crosswise = max(0, JointFrame.square(shift) - lengthwise).squareRoot() + reach * turn.squareRoot()
    return lengthwise + crosswise * crosswise
  }

  /// The error after a small shift, or after a small turn about a centre from which the joint lies at `arm`; to the first
  /// order.
  @inline(__always)
  func moved(by turn: SIMD4<Float>, shifts: Bool, arm: SIMD4<Float>) -> RigidError {
    shifts
      ? RigidError(shift: shift + turn, twist: twist)
      : RigidError(shift: shift + JointFrame.cross(turn, arm), twist: twist + turn)
  }

  /// The point that is farthest out of place, from the joint.
  func farthestPoint(reach: Float) -> SIMD4<Float> {
    let turn = JointFrame.square(twist)
    guard turn > 1e-20 else { return .zero }
    let axis = twist * (1 / turn.squareRoot())
    let crosswise = shift - JointFrame.dot(shift, axis) * axis
    let length = JointFrame.square(crosswise)
    let direction = length > 1e-20 ? crosswise * (1 / length.squareRoot()) : JointFrame.across(axis)
    return reach * JointFrame.cross(direction, axis)
  }

  /// By how much a point from the joint is out of place.
  func displacement(of point: SIMD4<Float>) -> SIMD4<Float> { shift + JointFrame.cross(twist, point) }
}
