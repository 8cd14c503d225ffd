import Foundation

/// Addresses round the head: azimuth and elevation in degrees and a stand-off; below the horizon hair hangs.
struct Scalp {
  let surface: HeadSurface
  /// Middle of the cranium, from which azimuth and elevation are measured.
  static let center = Vector(0, 0.08, -0.03)

  /// A place on or off the head.
  ///
  /// - Parameters:
  ///   - a: azimuth and elevation in degrees and stand-off in head heights. Below elevation 0 the radius stays
  ///     and the height falls by one ninetieth of a head per degree.
  ///   - tuck: how much hanging hair is drawn in towards the neck.
  func place(_ a: Vector, tuck: Double = 0) -> Vector {
    let azimuth = radians(a.x)
    let elevation = radians(max(a.y, 0))
    let direction = Vector(sin(azimuth) * cos(elevation), sin(elevation), cos(azimuth) * cos(elevation))
    let t = surface.crossing(from: Self.center, along: direction, reach: 1, of: surface.plain)
    var p = Self.center + direction * (t + a.z)
    let drop = max(-a.y / 90, 0)
    p.y -= drop
    p.x *= 1 - tuck * drop
    p.z *= 1 - tuck * drop
    return p
  }
}
