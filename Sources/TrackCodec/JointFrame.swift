/// A rotation as three columns whose fourth number is 0, so that each goes through memory in one piece.
struct JointFrame {
  var x: SIMD4<Float>
  var y: SIMD4<Float>
  var z: SIMD4<Float>

  static let identity = JointFrame(x: SIMD4(1, 0, 0, 0), y: SIMD4(0, 1, 0, 0), z: SIMD4(0, 0, 1, 0))

  @inline(__always)
  init(x: SIMD4<Float>, y: SIMD4<Float>, z: SIMD4<Float>) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The columns of a unit quaternion.
  @inline(__always)
  init(_ q: SIMD4<Float>) {
    let a = q.x * q.x
    let b = q.y * q.y
    let c = q.z * q.z
    let ab = q.x * q.y
    let ac = q.x * q.z
    let bc = q.y * q.z
    let wa = q.w * q.x
    let wb = q.w * q.y
    let wc = q.w * q.z
    x = SIMD4(1 - 2 * (b + c), 2 * (ab + wc), 2 * (ac - wb), 0)
    y = SIMD4(2 * (ab - wc), 1 - 2 * (a + c), 2 * (bc + wa), 0)
    z = SIMD4(2 * (ac + wb), 2 * (bc - wa), 1 - 2 * (a + b), 0)
  }

  /// The columns of modified Rodrigues parameters.
  @inline(__always)
  init(parameters p: SIMD4<Float>) {
    let t = 2 / (1 + Self.square(p))
    self.init(SIMD4(p.x * t, p.y * t, p.z * t, t - 1))
  }

  /// A vector turned.
  @inline(__always)
  func act(_ v: SIMD4<Float>) -> SIMD4<Float> { x * v.x + y * v.y + z * v.z }

  /// `other` in this frame.
  @inline(__always)
  func times(_ other: JointFrame) -> JointFrame {
    JointFrame(x: act(other.x), y: act(other.y), z: act(other.z))
  }

  /// One of the columns.
  @inline(__always)
  func column(_ axis: Int) -> SIMD4<Float> { axis == 0 ? x : axis == 1 ? y : z }

  /// Product of the first three numbers of each.
  @inline(__always)
  static func dot(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> Float {
    let p = a * b
    return (p.x + p.y) + p.z
  }

  /// Squared length.
  @inline(__always)
  static func square(_ a: SIMD4<Float>) -> Float { dot(a, a) }

  /// Cross product of the first three numbers of each.
  @inline(__always)
  static func cross(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    SIMD4(a.y, a.z, a.x, 0) * SIMD4(b.z, b.x, b.y, 0) - SIMD4(a.z, a.x, a.y, 0) * SIMD4(b.y, b.z, b.x, 0)
  }

  /// A unit vector across another; any for a vector of no length.
  static func across(_ a: SIMD4<Float>) -> SIMD4<Float> {
    let other =
      abs(a.x) <= abs(a.y) && abs(a.x) <= abs(a.z)
      ? identity.x : abs(a.y) <= abs(a.z) ? identity.y : identity.z
    let vector = cross(a, other)
    let length = square(vector)
    return length > 1e-20 ? vector * (1 / length.squareRoot()) : identity.x
  }

  /// As ``Rodrigues/slope(_:axis:)``.
  @inline(__always)
  static func slope(_ p: SIMD4<Float>, axis: Int) -> SIMD4<Float> {
    let n = square(p)
    let d = 4 / ((1 + n) * (1 + n))
    let unit = identity.column(axis)
    let along = axis == 0 ? p.x : axis == 1 ? p.y : p.z
    return d * ((1 - n) * unit + 2 * cross(p, unit) + 2 * along * p)
  }
}
