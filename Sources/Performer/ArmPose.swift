import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One arm from shoulder to hand, VRM normalised local rotations, written for the right side.
struct ArmPose {
  /// Shoulder, upper arm, lower arm, hand.
  let joints: [Quaternion]

  /// Angles in degrees about x, y, z: R = Rx · Ry · Rz.
  private init(
    _ shoulder: SIMD3<Float>, _ upper: SIMD3<Float>, _ lower: SIMD3<Float>, _ hand: SIMD3<Float>
  ) {
    joints = [shoulder, upper, lower, hand].map { degrees in
      let radians = degrees * (Float.pi / 180)
      let x = Quaternion(axis: SIMD3(1, 0, 0), angle: radians.x)
      let y = Quaternion(axis: SIMD3(0, 1, 0), angle: radians.y)
      return x * y * Quaternion(axis: SIMD3(0, 0, 1), angle: radians.z)
    }
  }

  /// Displacement of each joint from the hanging arm as rotation vectors in radians.
  var displacement: [SIMD3<Double>] {
    zip(Self.hanging.joints, joints).map { rest, joint in RotationVector.of(rest.conjugate * joint) }
  }

  /// Beside the body, elbow a little bent.
  static let hanging = ArmPose(
    SIMD3(0, -1, 0), SIMD3(15, 28.8, 72.5), SIMD3(-12.8, 25.6, 5.6), SIMD3(0, -6.4, 8.5))
  static let smallBeat = [
    ArmPose(SIMD3(0, 1.4, 0), SIMD3(-2.6, 18.5, 71.6), SIMD3(41.4, 76.7, -40.6), SIMD3(0, 10.4, -7.5)),
    ArmPose(SIMD3(0, 2.3, 0), SIMD3(-9.3, 19.3, 74.3), SIMD3(19.6, 57, -16.6), SIMD3(0, 10.7, -10.9)),
  ]
  static let mediumBeat = [
    ArmPose(SIMD3(0, 1.2, 0), SIMD3(-6.6, 2.9, 74), SIMD3(-140.9, 73.2, 142.2), SIMD3(0, 15.3, 2.2)),
    ArmPose(SIMD3(0, 3.1, 0), SIMD3(-18.3, 6.6, 75), SIMD3(-47, 47.1, 38.1), SIMD3(0, 6.8, 7.8)),
  ]
  static let openPalm = [
    ArmPose(SIMD3(0, 0.1, 0), SIMD3(8.5, 29.4, 71.4), SIMD3(-83.4, 55.2, 82), SIMD3(0, 18, -0.4)),
    ArmPose(SIMD3(0, 3.7, 0), SIMD3(-25, -7, 80), SIMD3(-85, 8.2, 58.7), SIMD3(0, 2.7, 9)),
  ]
  static let shrug = [
    ArmPose(SIMD3(0, -0.4, -4), SIMD3(3.3, 3.8, 78), SIMD3(-81.3, 23.9, 69.5), SIMD3(0, 17.1, 16.6)),
    ArmPose(SIMD3(-0.1, -0.4, -13), SIMD3(-13.6, -43.7, 84.8), SIMD3(-86.1, 7, 60.8), SIMD3(0, 3.1, 9.5)),
  ]
  static let wave = [
    ArmPose(
      SIMD3(0.1, 2.5, -1.9), SIMD3(-61.3, -14.5, 23.7), SIMD3(145.7, 71.1, -147.2), SIMD3(0, -17.1, -23.2)),
    ArmPose(SIMD3(0.1, 2.2, -3.2), SIMD3(-53.7, -8.1, 21), SIMD3(130.9, 59.7, -135.1), SIMD3(0, -1.4, -26.4)),
  ]
}

/// Rotations as vectors: the axis, as long as the angle in radians.
enum RotationVector {
  /// The vector of a unit quaternion, angle up to π.
  static func of(_ q: Quaternion) -> SIMD3<Double> {
    let sign: Double = q.w < 0 ? -1 : 1
    let v = SIMD3(Double(q.x), Double(q.y), Double(q.z)) * sign
    let length = (v * v).sum().squareRoot()
    guard length > 1e-9 else { return v * 2 }
    return v * (2 * atan2(length, Double(q.w) * sign) / length)
  }

  /// The unit quaternion of a vector.
  static func quaternion(_ v: SIMD3<Double>) -> Quaternion {
    let angle = (v * v).sum().squareRoot()
    let factor = angle > 1e-9 ? sin(angle / 2) / angle : 0.5
    return Quaternion(
      x: Float(v.x * factor), y: Float(v.y * factor), z: Float(v.z * factor), w: Float(cos(angle / 2))
    ).normalized
  }
}
