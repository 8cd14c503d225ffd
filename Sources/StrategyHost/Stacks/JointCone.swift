import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The rotations that a joint's range of motion allows, and ways within them.
///
/// A rotation is `swing · twist` as in `SwingTwist`: the tilt of the bone's own axis and the turn about it. Angles
/// are measured as there, but by the arc tangent, which keeps its digits near 0. Double precision throughout.
struct JointCone: Sendable {
  /// Excess in degrees below which a rotation counts as within: the rounding of Float32 quaternions.
  static let slack = 0.001

  /// Axis that the bone lies along, 0…2.
  let axis: Int
  /// Largest swing and twist in radians, 0…π.
  let swing: Double
  let twist: Double
  /// Squared sines of half of either.
  private let squaredSines: (swing: Double, twist: Double)

  /// Makes a cone from degrees.
  init(axis: Int, swingDegrees: Double, twistDegrees: Double) {
    self.axis = axis
    swing = min(180, max(0, swingDegrees)) * .pi / 180
    twist = min(180, max(0, twistDegrees)) * .pi / 180
    squaredSines = (sin(swing / 2) * sin(swing / 2), sin(twist / 2) * sin(twist / 2))
  }

  /// A rotation in its parts: the swing as a unit quaternion without turn, and the signed turn in radians.
  struct Parts {
    var swing: SIMD4<Double>
    var twist: Double
  }

  /// Splits a rotation of any length but zero.
  func parts(of rotation: SIMD4<Double>) -> Parts {
    let q = rotation.w < 0 ? -rotation : rotation
    let along = (q.w * q.w + q[axis] * q[axis]).squareRoot()
    let length = (q * q).sum().squareRoot()
    guard along > length * 1e-9 else { return Parts(swing: q / length, twist: 0) }
    var back = SIMD4<Double>(0, 0, 0, q.w / along)
    back[axis] = -q[axis] / along
    var swing = multiply(q, back) / length
    swing[axis] = 0
    return Parts(swing: swing, twist: 2 * atan2(q[axis], q.w))
  }

  /// Whether a rotation of any length is inside, told by squares alone.
  ///
  /// The tilt's sine is the part off the axis over the length; the turn's is the part on the axis over what is left.
  func contains(_ q: SIMD4<Double>) -> Bool {
    let turn = q[axis] * q[axis]
    let along = q.w * q.w + turn
    let square = (q * q).sum()
    return square - along <= squaredSines.swing * square && turn <= squaredSines.twist * along
  }

  /// Angle of a swing in radians, 0…π.
  func angle(ofSwing swing: SIMD4<Double>) -> Double {
    var off = swing
    off.w = 0
    return 2 * atan2((off * off).sum().squareRoot(), abs(swing.w))
  }

  /// Brings parts inside; tells which of them were outside.
  func clamp(_ parts: inout Parts) -> (swing: Bool, twist: Bool) {
    let slack = Self.slack * .pi / 180
    let tilt = angle(ofSwing: parts.swing)
    let isTilted = tilt > swing + slack
    if isTilted {
      var off = parts.swing
      off.w = 0
      off *= sin(swing / 2) / (off * off).sum().squareRoot()
      off.w = cos(swing / 2)
      parts.swing = off
    }
    let isTurned = abs(parts.twist) > twist + slack
    if isTurned { parts.twist = parts.twist < 0 ? -twist : twist }
    return (isTilted, isTurned)
  }

  /// Puts parts together.
  func rotation(_ parts: Parts) -> SIMD4<Double> {
    var turn = SIMD4<Double>(0, 0, 0, cos(parts.twist / 2))
    turn[axis] = sin(parts.twist / 2)
    return multiply(parts.swing, turn)
  }

  /// A rotation on the way from one to another that never leaves the cone when both ends lie in it: tilt and turn
  /// each go their own straight way, and what is allowed of either has no dents.
  func between(_ from: Parts, _ to: Parts, _ share: Double) -> SIMD4<Double> {
    var turn = to.twist - from.twist
    // Only a bone that may turn all the way round may take the way round.
    if twist >= .pi { turn -= (turn / (2 * .pi)).rounded() * 2 * .pi }
    var end = to.swing
    if swing >= .pi, (from.swing * end).sum() < 0 { end = -end }
    let swing = arc(from.swing, end, share)
    return rotation(Parts(swing: swing, twist: from.twist + share * turn))
  }
}

/// Hamilton product in double precision.
func multiply(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
  SIMD4(
    a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y, a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
    a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w, a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z)
}

/// The way along the great circle from one unit quaternion to another, signs as they are.
func arc(_ from: SIMD4<Double>, _ to: SIMD4<Double>, _ share: Double) -> SIMD4<Double> {
  let d = (from * to).sum()
  // Opposite ends have no one way between them; both ways lead through the T-pose here.
  if d < -0.999_999 { return arc(from, SIMD4(0, 0, 0, 1), min(1, 2 * share)) }
  let angle = acos(min(1, d))
  if angle < 1e-6 {
    let mixed = from + (to - from) * share
    return mixed / (mixed * mixed).sum().squareRoot()
  }
  return (from * sin((1 - share) * angle) + to * sin(share * angle)) / sin(angle)
}

/// Angle between two rotations in radians, 0…π, by the chord, which keeps its digits for small turns. Lengths
/// other than one make it larger.
func turnAngle(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> Double {
  4 * asin(min(1, squaredChord(a, b).squareRoot() / 2))
}

/// Squared length of the chord between two rotations, whichever sign of theirs is nearer.
func squaredChord(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> Double {
  let difference = a - b
  let sum = a + b
  return min((difference * difference).sum(), (sum * sum).sum())
}
