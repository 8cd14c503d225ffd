import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SIMD3<Float> {
  var norm: Float { dot(self, self).squareRoot() }

  /// The vector with length one; `nil` when it is too short to have a direction.
  var direction: SIMD3<Float>? {
    let length = norm
    return length > 1e-6 && length.isFinite ? self / length : nil
  }

  /// Angle to another direction in degrees, 0…180; both of length one.
  func degrees(to other: SIMD3<Float>) -> Float {
    atan2f(cross(self, other).norm, dot(self, other)) * 180 / .pi
  }
}

extension Quaternion {
  /// The smallest rotation that carries one unit vector to another. Opposite vectors are carried about the axis
  /// `hint`, or any other at right angles.
  init(from a: SIMD3<Float>, to b: SIMD3<Float>, hint: SIMD3<Float>? = nil) {
    let c = cross(a, b)
    let w = 1 + dot(a, b)
    if w > 1e-5 {
      self = Quaternion(x: c.x, y: c.y, z: c.z, w: w).normalized
      return
    }
    var axis = hint.flatMap { ($0 - a * dot($0, a)).direction }
    if axis == nil {
      let other = abs(a.x) < 0.7 ? SIMD3<Float>(1, 0, 0) : SIMD3(0, 1, 0)
      axis = cross(a, other).direction
    }
    let unit = axis ?? SIMD3(1, 0, 0)
    self = Quaternion(x: unit.x, y: unit.y, z: unit.z, w: 0)
  }

  /// The rotation that carries the coordinate axes to three orthonormal vectors (Shepperd 1978).
  init(columns x: SIMD3<Float>, _ y: SIMD3<Float>, _ z: SIMD3<Float>) {
    let squares = SIMD4(
      1 + x.x - y.y - z.z, 1 - x.x + y.y - z.z, 1 - x.x - y.y + z.z, 1 + x.x + y.y + z.z)
    let (a, b, c) = (y.z - z.y, z.x - x.z, x.y - y.x)
    let (d, e, f) = (x.y + y.x, y.z + z.y, z.x + x.z)
    if squares.w == squares.max() {
      self = Quaternion(SIMD4(a, b, c, squares.w)).normalized
    } else if squares.x == squares.max() {
      self = Quaternion(SIMD4(squares.x, d, f, a)).normalized
    } else if squares.y == squares.max() {
      self = Quaternion(SIMD4(d, squares.y, e, b)).normalized
    } else {
      self = Quaternion(SIMD4(f, e, squares.z, c)).normalized
    }
  }

  /// The rotation that carries `first` to `firstTarget` exactly, and `second` as near to `secondTarget` as that
  /// allows; `nil` when either pair is parallel. All of length one.
  init?(
    _ first: SIMD3<Float>, to firstTarget: SIMD3<Float>, _ second: SIMD3<Float>,
    to secondTarget: SIMD3<Float>
  ) {
    guard let b = (second - first * dot(first, second)).direction,
      let t = (secondTarget - firstTarget * dot(firstTarget, secondTarget)).direction
    else { return nil }
    let from = Quaternion(columns: first, b, cross(first, b))
    let to = Quaternion(columns: firstTarget, t, cross(firstTarget, t))
    self = (to * from.conjugate).normalized
  }

  /// Angle to another unit rotation in degrees, 0…180, exact for small ones too.
  func degrees(to other: Quaternion) -> Double {
    let a = SIMD4<Double>(vector)
    var b = SIMD4<Double>(other.vector)
    if (a * b).sum() < 0 { b = -b }
    let difference = a - b
    let sum = a + b
    let half = atan2((difference * difference).sum().squareRoot(), (sum * sum).sum().squareRoot())
    return 4 * half * 180 / .pi
  }

  /// The coordinate axis, with its sign, that this rotation carries nearest to a direction.
  func localAxis(nearestTo direction: SIMD3<Float>) -> SIMD3<Float> {
    conjugate.act(direction).nearestAxis
  }
}

extension SIMD3<Float> {
  /// The nearest of the six directions of the coordinate axes.
  var nearestAxis: SIMD3<Float> {
    var best = 0
    for k in 1..<3 where abs(self[k]) > abs(self[best]) { best = k }
    var axis = SIMD3<Float>.zero
    axis[best] = self[best] < 0 ? -1 : 1
    return axis
  }

  /// `+Y` and the like, for people.
  var axisName: String {
    let axis = nearestAxis
    let k = (0..<3).first { axis[$0] != 0 } ?? 0
    return (axis[k] < 0 ? "-" : "+") + ["X", "Y", "Z"][k]
  }
}
