import Foundation

/// One lock: a ridged, arched ribbon swept along a path, narrow at the root and with a soft point.
///
/// Its colours carry what no viewer's light makes: dark roots, strands along it, light tips.
struct HairLock {
  /// Azimuth, elevation and stand-off of the path's knots.
  var knots: [Vector]
  var width: Double
  var thickness: Double
  var stations = 12
  /// How much the hanging part is drawn in towards the neck.
  var tuck = 0.0
  /// How closely the part below the horizon lies on the nape.
  var hug = 0.0
  /// Growth of the width from the root: small is full at once.
  var growth = 0.35
  /// Fall of the width towards the tip: small is blunt.
  var taper = 0.55
  /// Amplitude of waves along the hanging part, in head heights.
  var wave = 0.0
  /// Phase of the waves in radians.
  var phase = 0.0
  /// Lightness relative to the others.
  var shade = 1.0
  /// Whether three faces across must do, for the many small locks of short hair.
  var isFine = false
  /// Darkness of the root.
  var root = 0.72

  /// Across the lock: place −1…1, height and tone. Two grooves part it into strands.
  private static let section: [(x: Double, height: Double, tone: Double)] = [
    (-1, -0.12, 0.74), (-0.52, 0.66, 1.04), (-0.16, 0.82, 0.88), (0.3, 1, 1.07), (0.62, 0.62, 0.92),
    (1, -0.12, 0.76),
  ]

  private static let fineSection: [(x: Double, height: Double, tone: Double)] = [
    (-1, -0.1, 0.82), (-0.3, 0.9, 1.05), (0.4, 0.85, 0.94), (1, -0.1, 0.84),
  ]

  /// Share of the length at each station; they crowd at the tip.
  private var shares: [Double] { ramp(0, 1, stations).map { 1 - pow(1 - $0, 1.25) } }

  func patch(on scalp: Scalp, _ tone: HairTone) -> Patch {
    let shares = shares
    return patch(along: path(on: scalp), shares: shares, tone)
  }

  /// The middle of the lock.
  func path(on scalp: Scalp) -> [Vector] {
    var path = scalp.path(knots, at: shares, tuck: tuck, hug: hug)
    guard wave != 0 else { return path }
    let along = tangents(path)
    for i in path.indices {
      let hang = smoothstep(0.25, -0.2, path[i].y)
      let across = cross(along[i], Self.outwards(path[i])).normalized
      let turn = phase + path[i].y * 15
      path[i] += across * (wave * hang * sin(turn)) + Self.outwards(path[i]) * (wave * 0.5 * hang * cos(turn))
    }
    return path
  }

  /// The lock along any path.
  func patch(along path: [Vector], shares: [Double], _ tone: HairTone, normals: [Vector]? = nil) -> Patch {
    let n = path.count
    let along = tangents(path)
    let widths = profile(shares) { pow($0 + 0.06, growth) * pow(1 - $0 * 0.999, taper) }
    let heights = profile(shares) { pow($0 + 0.2, 0.4) * pow(1 - $0 * 0.999, 0.5) }
    let section = isFine ? Self.fineSection : Self.section
    var positions: [Vector] = []
    var colors: [Vector] = []
    for i in 0..<n {
      let out = normals?[i] ?? Self.outwards(path[i])
      let normal = (out - along[i] * dot(out, along[i])).normalized
      let across = cross(along[i], normal)
      for point in section {
        let p =
          path[i] + across * (width * widths[i] * point.x) + normal * (thickness * heights[i] * point.height)
        positions.append(p)
        colors.append(tone.color(at: p, along: shares[i], root: root) * (shade * point.tone))
      }
    }
    let triangles = latticeTriangles(rows: n, columns: section.count, closed: false)
    return Patch(positions: positions, triangles: flipped(triangles), colors: colors)
  }

  private static func outwards(_ p: Vector) -> Vector {
    var out = p - Scalp.center
    out.y *= 0.6
    return out.normalized
  }

  private func profile(_ shares: [Double], _ f: (Double) -> Double) -> [Double] {
    let values = shares.map(f)
    let peak = values.max() ?? 1
    return values.map { $0 / peak }
  }
}

/// Colours of hair from root to tip.
struct HairTone {
  let color: Vector
  /// How much lighter tips are, 0…1.
  let fade: Double

  /// - Parameters:
  ///   - p: The place, which gives the soft band of light round the crown.
  ///   - share: 0 at the root … 1 at the tip.
  func color(at p: Vector, along share: Double, root: Double = 0.72) -> Vector {
    let d = (p - Scalp.center).normalized
    let band = 0.34 * bell((d.y - 0.62) / 0.17)
    let gradient = root + (1 - root) * smoothstep(0, 0.4, share) + 0.12 * band
    let tip = fade * smoothstep(0.35, 1, share)
    let light = color * 1.5 + Vector(0.035, 0.03, 0.025)
    return mix(color * (gradient + band), light, tip)
  }
}
