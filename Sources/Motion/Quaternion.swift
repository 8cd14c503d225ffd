#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A rotation as a quaternion in x y z w order (glTF, VRM).
public struct Quaternion: Hashable, Sendable {
  /// The four components, x y z w.
  public var vector: SIMD4<Float>

  /// No rotation.
  public static let identity = Quaternion(x: 0, y: 0, z: 0, w: 1)

  /// Makes a quaternion from its components; nothing is normalised.
  public init(x: Float, y: Float, z: Float, w: Float) { vector = SIMD4(x, y, z, w) }

  /// Wraps four components in x y z w order.
  public init(_ vector: SIMD4<Float>) { self.vector = vector }

  /// A rotation by `angle` radians about a unit axis (right-handed).
  public init(axis: SIMD3<Float>, angle: Float) {
    let s = sinf(angle * 0.5)
    vector = SIMD4(axis.x * s, axis.y * s, axis.z * s, cosf(angle * 0.5))
  }

  /// Head-style angles in radians: yaw about +Y, then pitch about +X, then roll about −Z (intrinsic).
  ///
  /// With the character facing +Z, positive yaw turns to its left, positive pitch nods down and positive
  /// roll tilts the crown to its left shoulder.
  public init(yaw: Float, pitch: Float, roll: Float) {
    let y = Quaternion(axis: SIMD3(0, 1, 0), angle: yaw)
    let x = Quaternion(axis: SIMD3(1, 0, 0), angle: pitch)
    let z = Quaternion(axis: SIMD3(0, 0, -1), angle: roll)
    self = y * x * z
  }

  /// x component.
  public var x: Float { vector.x }
  /// y component.
  public var y: Float { vector.y }
  /// z component.
  public var z: Float { vector.z }
  /// w component.
  public var w: Float { vector.w }

  /// Hamilton product: the rotation `right` followed by `left` in fixed axes.
  public static func * (left: Quaternion, right: Quaternion) -> Quaternion {
    let a = left.vector
    let b = right.vector
    return Quaternion(
      x: a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
      y: a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
      z: a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
      w: a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z)
  }

  /// The reverse rotation of a unit quaternion.
  public var conjugate: Quaternion { Quaternion(x: -x, y: -y, z: -z, w: w) }

  /// Euclidean length of the four components.
  public var length: Float { (vector * vector).sum().squareRoot() }

  /// The same rotation with length one; identity when the length is zero or not finite.
  public var normalized: Quaternion {
    let l = length
    return l > 0 && l.isFinite ? Quaternion(vector / l) : .identity
  }

  /// Rotates a vector by a unit quaternion.
  public func act(_ v: SIMD3<Float>) -> SIMD3<Float> {
    let q = SIMD3(x, y, z)
    let t = 2 * cross(q, v)
    return v + w * t + cross(q, t)
  }

  /// Angle between two unit rotations in radians, 0…π.
  public func angle(to other: Quaternion) -> Float {
    let d = abs((vector * other.vector).sum())
    return 2 * acosf(min(1, d))
  }

  /// Spherical interpolation along the shorter arc; `t` in 0…1.
  public func slerp(to other: Quaternion, _ t: Float) -> Quaternion {
    var b = other.vector
    var d = (vector * b).sum()
    if d < 0 {
      b = -b
      d = -d
    }
    if d > 0.9995 { return Quaternion(vector + (b - vector) * t).normalized }
    let angle = acosf(min(1, d))
    let s = sinf(angle)
    return Quaternion(vector * (sinf((1 - t) * angle) / s) + b * (sinf(t * angle) / s))
  }
}

/// Cross product of two vectors.
public func cross(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

/// Dot product of two vectors.
public func dot(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float { (a * b).sum() }
