import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Rotations about three axes in turn, as BVH writes them: `R = R(first) · R(second) · R(third)`, so that in fixed
/// axes the last one is made first.
enum EulerAngles {
  /// The rotation of angles in degrees about axes (0 x, 1 y, 2 z), any number of them.
  @inline(__always)
  static func quaternion(axes: [Int], degrees: (Int) -> Double) -> Quaternion {
    var q = SIMD4<Double>(0, 0, 0, 1)
    for (k, axis) in axes.enumerated() {
      let half = degrees(k) * (.pi / 360)
      guard half != 0 else { continue }
      let s = sin(half)
      let c = cos(half)
      // q · (s on the axis, c): the other two components turn into each other.
      switch axis {
      case 0: q = SIMD4(q.x * c + q.w * s, q.y * c + q.z * s, q.z * c - q.y * s, q.w * c - q.x * s)
      case 1: q = SIMD4(q.x * c - q.z * s, q.y * c + q.w * s, q.z * c + q.x * s, q.w * c - q.y * s)
      default: q = SIMD4(q.x * c + q.y * s, q.y * c - q.x * s, q.z * c + q.w * s, q.w * c - q.z * s)
      }
    }
    return Quaternion(SIMD4<Float>(q))
  }

  /// Angles in degrees of a unit rotation about three different axes.
  ///
  /// Of the two triples that there are, and of the turns by 360° that each may be off, the nearest to `previous`
  /// is taken, so that curves run on. Where the second angle is ±90° only the sum or difference of the others is
  /// defined; then the third is kept as it was.
  ///
  /// - Precondition: `axes` are a permutation of 0, 1 and 2.
  static func degrees(
    _ rotation: Quaternion, axes: SIMD3<Int>, near previous: SIMD3<Double>
  ) -> SIMD3<Double> {
    let q = SIMD4<Double>(rotation.vector)
    let n = (q * q).sum()
    let m = matrix(n > 0 ? q / n.squareRoot() : SIMD4(0, 0, 0, 1))
    let (a, b, c) = (axes.x, axes.y, axes.z)
    let isCyclic = (a + 1) % 3 == b
    let sign = isCyclic ? 1.0 : -1.0
    let toDegrees = 180 / Double.pi
    let sine = max(-1, min(1, sign * m[a][c]))
    let cosine = (m[a][a] * m[a][a] + m[a][b] * m[a][b]).squareRoot()
    if cosine < 1e-7 {
      // The sum or the difference of first and third is left in the matrix; the third stays as it was.
      let third = previous.z / toDegrees
      let sum = atan2(sign * m[c][b], m[b][b])
      let first = m[a][c] > 0 ? sum - third : sum + third
      let second = sine > 0 ? Double.pi / 2 : -Double.pi / 2
      return nearest(SIMD3(first, second, third) * toDegrees, previous)
    }
    let one = SIMD3(
      atan2(-sign * m[b][c], m[c][c]), atan2(sine, cosine), atan2(-sign * m[a][b], m[a][a]))
    let other = SIMD3(one.x + .pi, .pi - one.y, one.z + .pi)
    let first = nearest(one * toDegrees, previous)
    let second = nearest(other * toDegrees, previous)
    let near = (first - previous) * (first - previous)
    let far = (second - previous) * (second - previous)
    return near.sum() <= far.sum() ? first : second
  }

  /// The same angles by whole turns nearest to others.
  private static func nearest(_ angles: SIMD3<Double>, _ previous: SIMD3<Double>) -> SIMD3<Double> {
    var out = angles
    for k in 0..<3 { out[k] -= 360 * ((angles[k] - previous[k]) / 360).rounded() }
    return out
  }

  private static func matrix(_ q: SIMD4<Double>) -> [SIMD3<Double>] {
    let (x, y, z, w) = (q.x, q.y, q.z, q.w)
    return [
      SIMD3(1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)),
      SIMD3(2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)),
      SIMD3(2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)),
    ]
  }
}
