public import Motion

/// A 4×4 transform, column-major as in glTF.
public struct Matrix4: Sendable, Equatable {
  /// The four columns.
  public var columns: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>)

  /// No transform.
  public static let identity = Matrix4(
    SIMD4(1, 0, 0, 0), SIMD4(0, 1, 0, 0), SIMD4(0, 0, 1, 0), SIMD4(0, 0, 0, 1))

  /// Makes a matrix from columns.
  public init(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>) {
    columns = (a, b, c, d)
  }

  /// Translation · rotation · scale.
  public init(translation t: SIMD3<Float>, rotation q: Quaternion, scale s: SIMD3<Float>) {
    let x = q.act(SIMD3(1, 0, 0)) * s.x
    let y = q.act(SIMD3(0, 1, 0)) * s.y
    let z = q.act(SIMD3(0, 0, 1)) * s.z
    columns = (SIMD4(x, 0), SIMD4(y, 0), SIMD4(z, 0), SIMD4(t, 1))
  }

  /// The transform `right` followed by `left`.
  public static func * (left: Matrix4, right: Matrix4) -> Matrix4 {
    Matrix4(
      left * right.columns.0, left * right.columns.1, left * right.columns.2, left * right.columns.3)
  }

  /// Transforms a homogeneous vector.
  public static func * (m: Matrix4, v: SIMD4<Float>) -> SIMD4<Float> {
    m.columns.0 * v.x + m.columns.1 * v.y + m.columns.2 * v.z + m.columns.3 * v.w
  }

  /// Transforms a point.
  public func point(_ p: SIMD3<Float>) -> SIMD3<Float> { xyz(self * SIMD4(p, 1)) }

  /// Transforms a direction (no translation).
  public func direction(_ d: SIMD3<Float>) -> SIMD3<Float> { xyz(self * SIMD4(d, 0)) }

  /// Inverse of an affine transform; identity when it is singular.
  public var affineInverse: Matrix4 {
    let a = xyz(columns.0)
    let b = xyz(columns.1)
    let c = xyz(columns.2)
    let determinant = dot(a, cross(b, c))
    guard determinant != 0, determinant.isFinite else { return .identity }
    let r0 = cross(b, c) / determinant
    let r1 = cross(c, a) / determinant
    let r2 = cross(a, b) / determinant
    let t = xyz(columns.3)
    return Matrix4(
      SIMD4(r0.x, r1.x, r2.x, 0), SIMD4(r0.y, r1.y, r2.y, 0), SIMD4(r0.z, r1.z, r2.z, 0),
      SIMD4(-dot(r0, t), -dot(r1, t), -dot(r2, t), 1))
  }

  /// Equal when all columns are.
  public static func == (l: Matrix4, r: Matrix4) -> Bool {
    l.columns.0 == r.columns.0 && l.columns.1 == r.columns.1 && l.columns.2 == r.columns.2
      && l.columns.3 == r.columns.3
  }
}

private func xyz(_ v: SIMD4<Float>) -> SIMD3<Float> { SIMD3(v.x, v.y, v.z) }
