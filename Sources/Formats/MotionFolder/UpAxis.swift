import Motion

/// Which way is up in the coordinates that a body's root is counted in.
///
/// SMPL itself has +Y up. AMASS and what comes from motion capture has +Z, and bodies estimated from a picture
/// are counted in the camera's axes: x to the right, y down, z away from it.
enum UpAxis: String, CaseIterable {
  case positiveY = "+Y"
  case positiveZ = "+Z"
  case negativeY = "-Y"

  /// The turn of these axes to +Y up; a body that faces the camera then faces +Z.
  var correction: Quaternion {
    switch self {
    case .positiveY: .identity
    case .positiveZ: Quaternion(axis: SIMD3(1, 0, 0), angle: -.pi / 2)
    case .negativeY: Quaternion(x: 1, y: 0, z: 0, w: 0)
    }
  }

  /// How sure the mean has to be: cosine of its angle to the axis.
  static let leastCosine: Float = 0.7

  /// Told by the mean direction of the body's own up axis over the take: people mostly stand or sit upright.
  ///
  /// - Returns: the axis, `nil` where no axis lies within 45°; and the mean itself.
  static func measured(_ roots: some Sequence<Quaternion>) -> (axis: UpAxis?, mean: SIMD3<Float>) {
    var sum = SIMD3<Double>.zero
    var count = 0.0
    for root in roots {
      let up = root.act(SIMD3(0, 1, 0))
      sum += SIMD3(Double(up.x), Double(up.y), Double(up.z))
      count += 1
    }
    let mean = count > 0 ? SIMD3<Float>(sum / count) : .zero
    let candidates: [(UpAxis, Float)] = [(.positiveY, mean.y), (.positiveZ, mean.z), (.negativeY, -mean.y)]
    return (candidates.first { $0.1 >= leastCosine }?.0, mean)
  }
}
