import Foundation

/// Where a vertex of the closed face lies relative to a straight slit: the Joukowski map of its position.
///
/// With z = (x + iy) in half widths of the slit and S = √(z-1) √(z+1), ρ = |z + S| is 1 on the slit and grows
/// outwards, and |Im S| is √(1-x²) on the slit and 0 at and beyond the corners: displacing by it opens the
/// slit into an ellipse without pinching the corners.
struct SlitCoordinate {
  /// Position along the slit in half widths.
  var x: Double
  /// Position across the slit in half widths.
  var y: Double
  /// Re S.
  var along: Double
  /// Im S, positive above the slit and on its upper rim.
  var across: Double
  /// ρ ≥ 1.
  var rho: Double

  /// - Parameter rim: +1 for the upper copy of a vertex on the slit, -1 for the lower one, else 0.
  init(_ p: Vector, center: SIMD2<Double>, halfWidth: Double, rim: Int) {
    x = (p.x - center.x) / halfWidth
    y = (p.y - center.y) / halfWidth
    if abs(y) < 1e-9 {
      y = 0
      if abs(x) < 1 - 1e-9 {
        along = 0
        across = (1 - x * x).squareRoot() * (rim < 0 ? -1 : 1)
        rho = 1
      } else {
        along = max(x * x - 1, 0).squareRoot() * (x < 0 ? -1 : 1)
        across = 0
        rho = max(abs(x) + abs(along), 1)
      }
      return
    }
    let a = halfRoot(x - 1, y)
    let b = halfRoot(x + 1, y)
    along = a.re * b.re - a.im * b.im
    across = a.re * b.im + a.im * b.re
    rho = max(((x + along) * (x + along) + (y + across) * (y + across)).squareRoot(), 1)
  }

  /// Whether the vertex belongs to the upper side.
  var isUpper: Bool { across >= 0 }
  /// |Im S|.
  var profile: Double { abs(across) }
  /// |z|.
  var radius: Double { (x * x + y * y).squareRoot() }
}

/// Principal square root of a complex number.
private func halfRoot(_ re: Double, _ im: Double) -> (re: Double, im: Double) {
  let modulus = (re * re + im * im).squareRoot()
  let r = max((modulus + re) / 2, 0).squareRoot()
  let i = max((modulus - re) / 2, 0).squareRoot()
  return (r, im < 0 ? -i : i)
}
