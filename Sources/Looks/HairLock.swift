import Foundation

/// One lock: a flat half ellipse swept along a path round the head, with a round tip.
struct HairLock {
  /// Azimuth, elevation and stand-off of the path's knots.
  var knots: [Vector]
  var width: Double
  var thickness: Double
  var stations = 13
  /// How much the hanging part is drawn in towards the neck.
  var tuck = 0.0
  /// Growth of the width from the root: small is full at once.
  var growth = 0.3
  /// Fall of the width towards the tip: small is blunt.
  var taper = 0.45
  /// Amplitude of the waves along the hanging part, in degrees of azimuth.
  var wave = 0.0
  /// Phase of the waves in radians.
  var phase = 0.0

  private static let section: [Double] = [-90, -46, 0, 46, 90, 180]

  func patch(on scalp: Scalp, color: Vector) -> Patch {
    let n = stations
    // Stations crowd at the tip, which is what makes it round.
    let shares = ramp(0, 1, n).map { 1 - pow(1 - $0, 1.2) }
    let path = catmullRom(knots, at: shares).map { knot in
      var k = knot
      let hang = smoothstep(26, -22, k.y)
      k.x += wave * hang * sin(phase + k.y * 0.115)
      k.z += wave * 0.0022 * hang * cos(phase + k.y * 0.115)
      return scalp.place(k, tuck: tuck)
    }
    let along = tangents(path)
    let widths = profile(shares) { pow($0 + 0.1, growth) * pow(1 - $0 * 0.999, taper) }
    let heights = profile(shares) { pow($0 + 0.25, 0.4) * pow(1 - $0 * 0.999, 0.5) }
    var positions: [Vector] = []
    var colors: [Vector] = []
    for degrees in Self.section {
      let a = radians(degrees)
      let depth = cos(a) > 0 ? cos(a) : 0.35 * cos(a)
      let edge = 1 - 0.22 * pow(abs(sin(a)), 3)
      for i in 0..<n {
        var outwards = path[i] - Scalp.center
        outwards.y *= 0.6
        let normal = (outwards - along[i] * dot(outwards, along[i])).normalized
        let across = cross(along[i], normal)
        positions.append(
          path[i] + across * (width * widths[i] * sin(a)) + normal * (thickness * heights[i] * depth))
        let u = shares[i]
        let gradient = 0.8 + 0.2 * smoothstep(0, 0.35, u) + 0.2 * smoothstep(0.35, 1, u)
        colors.append(color * (gradient * edge))
      }
    }
    return Patch(positions: positions, triangles: Self.triangles(n), colors: colors)
  }

  private func profile(_ shares: [Double], _ f: (Double) -> Double) -> [Double] {
    let values = shares.map(f)
    let peak = values.max() ?? 1
    return values.map { $0 / peak }
  }

  private static func triangles(_ n: Int) -> [UInt32] {
    var out: [UInt32] = []
    for j in section.indices {
      let next = (j + 1) % section.count
      for i in 0..<(n - 1) {
        let a = UInt32(j * n + i)
        let b = UInt32(next * n + i)
        out += [a, b + 1, a + 1, a, b, b + 1]
      }
    }
    return flipped(out)
  }
}
