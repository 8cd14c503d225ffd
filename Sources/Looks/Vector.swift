import Foundation

/// A point or direction while a look is being built: double precision, in head heights.
typealias Vector = SIMD3<Double>

extension SIMD3 where Scalar == Double {
  /// Euclidean length.
  var length: Double { (x * x + y * y + z * z).squareRoot() }

  /// The same direction with length one; unchanged when there is none.
  var normalized: Vector {
    let l = length
    return l > 1e-12 ? Vector(x / l, y / l, z / l) : self
  }

  /// The point on the other side of the plane of symmetry.
  var mirrored: Vector { Vector(-x, y, z) }
}

func dot(_ a: Vector, _ b: Vector) -> Double { a.x * b.x + a.y * b.y + a.z * b.z }

func cross(_ a: Vector, _ b: Vector) -> Vector {
  Vector(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

func mix(_ a: Double, _ b: Double, _ t: Double) -> Double { a + (b - a) * t }

func mix(_ a: Vector, _ b: Vector, _ t: Double) -> Vector { a + (b - a) * t }

/// Hermite step from 0 at `a` to 1 at `b`; `a` may be the larger one.
func smoothstep(_ a: Double, _ b: Double, _ x: Double) -> Double {
  let t = min(max((x - a) / (b - a), 0), 1)
  return t * t * (3 - 2 * t)
}

/// exp(-x²).
func bell(_ x: Double) -> Double { exp(-x * x) }

func square(_ x: Double) -> Double { x * x }

/// Radians of an angle in degrees.
func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

/// Piecewise linear interpolation through ascending knots, constant beyond both ends.
func interpolate(_ x: Double, _ knots: [(x: Double, y: Double)]) -> Double {
  guard let first = knots.first, let last = knots.last else { return 0 }
  if x <= first.x { return first.y }
  if x >= last.x { return last.y }
  for i in 1..<knots.count where x <= knots[i].x {
    let a = knots[i - 1]
    let b = knots[i]
    return mix(a.y, b.y, (x - a.x) / (b.x - a.x))
  }
  return last.y
}

/// `count` values from `a` to `b`, both included.
func ramp(_ a: Double, _ b: Double, _ count: Int) -> [Double] {
  (0..<count).map { mix(a, b, Double($0) / Double(max(count - 1, 1))) }
}

/// Samples a Catmull-Rom curve through `points` at parameters `0…1` of its whole length in spans.
func catmullRom(_ points: [Vector], at parameters: [Double]) -> [Vector] {
  guard points.count > 1 else { return parameters.map { _ in points.first ?? .zero } }
  let spans = points.count - 1
  func knot(_ i: Int) -> Vector {
    if i < 0 { return 2 * points[0] - points[1] }
    if i > spans { return 2 * points[spans] - points[spans - 1] }
    return points[i]
  }
  return parameters.map { parameter in
    let t = min(max(parameter, 0), 1) * Double(spans)
    let i = min(Int(t), spans - 1)
    let u = t - Double(i)
    let (a, b, c, d) = (knot(i - 1), knot(i), knot(i + 1), knot(i + 2))
    let cubic = (3 * b - a - 3 * c + d) * (u * u * u)
    let quadratic = (2 * a - 5 * b + 4 * c - d) * (u * u)
    return 0.5 * (2 * b + (c - a) * u + quadratic + cubic)
  }
}

/// Unit tangents along a polyline by central differences.
func tangents(_ points: [Vector]) -> [Vector] {
  points.indices.map { i in
    (points[min(i + 1, points.count - 1)] - points[max(i - 1, 0)]).normalized
  }
}
