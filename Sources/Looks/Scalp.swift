import Foundation

/// Addresses round the head: azimuth and elevation in degrees and a stand-off; below the horizon hair hangs.
struct Scalp {
  let surface: HeadSurface
  /// Middle of the cranium, from which azimuth and elevation are measured.
  static let center = Vector(0, 0.08, -0.03)

  /// Unit vector towards an azimuth and an elevation of 0 or more.
  static func direction(_ azimuth: Double, _ elevation: Double) -> Vector {
    let a = radians(azimuth)
    let e = radians(max(elevation, 0))
    return Vector(sin(a) * cos(e), sin(e), cos(a) * cos(e))
  }

  /// A place on or off the head.
  ///
  /// - Parameters:
  ///   - a: azimuth and elevation in degrees and stand-off in head heights. Below elevation 0 the radius stays
  ///     and the height falls by one ninetieth of a head per degree.
  ///   - tuck: how much hanging hair is drawn in towards the neck.
  ///   - hug: 1 for hair that lies on the nape instead of hanging free, 0 … 1.
  func place(_ a: Vector, tuck: Double = 0, hug: Double = 0) -> Vector {
    place(Self.direction(a.x, a.y), offset: a.z, drop: max(-a.y / 90, 0), tuck: tuck, hug: hug)
  }

  /// A place over the scalp in a direction, let down by `drop`.
  func place(
    _ direction: Vector, offset: Double, drop: Double = 0, tuck: Double = 0, hug: Double = 0
  ) -> Vector {
    let t = surface.crossing(from: Self.center, along: direction, reach: 1, of: surface.plain)
    var p = Self.center + direction * (t + offset)
    p.y -= drop
    p.x *= 1 - tuck * drop
    p.z *= 1 - tuck * drop
    guard hug > 0, drop > 0 else { return p }
    let origin = Vector(0, p.y, -0.06)
    let level = Vector(direction.x, 0, direction.z).normalized
    let skin = surface.crossing(from: origin, along: level, reach: 1, of: surface.plain)
    return mix(p, origin + level * (skin + offset), hug * smoothstep(0, 0.12, drop))
  }

  /// A smooth path through addresses; it may run over the crown, where azimuths jump.
  func path(_ knots: [Vector], at shares: [Double], tuck: Double = 0, hug: Double = 0) -> [Vector] {
    let directions = catmullRom(knots.map { Self.direction($0.x, $0.y) }, at: shares)
    let heights = catmullRom(knots.map { Vector($0.z, max(-$0.y / 90, 0), 0) }, at: shares)
    return zip(directions, heights).map {
      place($0.normalized, offset: $1.x, drop: max($1.y, 0), tuck: tuck, hug: hug)
    }
  }
}
