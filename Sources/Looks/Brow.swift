import Foundation

/// A brow: a closed, flattened tube along a curve on the forehead.
struct Brow {
  let look: LookParameters
  let surface: HeadSurface
  private static let stations = 13
  private static let sides = 8

  /// The left brow, or the right one mirrored.
  func patch(_ side: Side, _ w: FaceWeights) -> Patch {
    let brows = look.brows
    let n = Self.stations
    var path: [Vector] = []
    var normals: [Vector] = []
    for i in 0..<n {
      let u = Double(i) / Double(n - 1)
      let arch = brows.arch * sin(.pi * pow(u * 0.9 + 0.05, 1.15))
      let x = look.eyes.spacing - brows.halfLength * 0.95 + u * 2.05 * brows.halfLength
      let y = brows.height + arch + brows.tilt * (u - 0.4)
      let d = travel(u, side, w)
      let z = max(
        surface.front(x: x + d.x, y: y + d.y, of: surface.plain),
        surface.front(x: x + d.x, y: y + d.y, of: surface.distance))
      let p = Vector(x + d.x, y + d.y, z)
      path.append(p)
      normals.append(surface.normal(p))
    }
    let along = tangents(path)
    // Frowning skin swells under the inner end: ride on it.
    let lift = 0.009 + 0.008 * w[.browDown, side]
    var positions: [Vector] = []
    for k in 0..<Self.sides {
      let a = Double(k) / Double(Self.sides) * 2 * .pi
      for i in 0..<n {
        let u = Double(i) / Double(n - 1)
        let half = brows.halfThickness * thickness(u)
        let up = cross(normals[i], along[i]).normalized
        let depth = lift + 0.014 * sin(a) * min(half / 0.012, 1)
        positions.append(path[i] + up * (half * cos(a)) + normals[i] * depth)
      }
    }
    positions += [path[0] + normals[0] * lift, path[n - 1] + normals[n - 1] * lift]
    // Strokes along the brow, so that it reads as hair and not as felt.
    let tones: [Vector] = [look.palette.brow * 0.95, look.palette.brow * 1.07]
    var colors: [Vector] = []
    for k in 0..<Self.sides {
      for i in 0..<n { colors.append(tones[(i + k) % 2]) }
    }
    colors += [look.palette.brow, look.palette.brow]
    let patch = Patch(positions: positions, triangles: Self.triangles, colors: colors)
    return side == .left ? patch : patch.mirrored
  }

  private func thickness(_ u: Double) -> Double {
    (0.55 + 0.45 * smoothstep(0, 0.2, u)) * (1 - 0.7 * smoothstep(0.55, 1, u)) * smoothstep(-0.25, 0.12, u)
      * (1 - 0.6 * smoothstep(0.93, 1, u))
  }

  private func travel(_ u: Double, _ side: Side, _ w: FaceWeights) -> (x: Double, y: Double) {
    let inner = pow(1 - u, 1.4)
    let outer = pow(u, 1.6)
    let middle = sin(.pi * u)
    var dy = w[.browInnerUp] * (0.075 * inner + 0.01)
    dy -= w[.browDown, side] * (0.085 * inner + 0.045 * middle + 0.02)
    dy += w[.browOuterUp, side] * (0.065 * outer + 0.045 * middle + 0.01)
    dy += w[.eyeWide, side] * 0.012 - w[.eyeBlink, side] * 0.006 - w[.cheekSquint, side] * 0.006
    dy -= 0.012 * w[.noseSneer, side] * inner
    return (-0.022 * w[.browDown, side] * inner, dy)
  }

  private static let triangles: [UInt32] = {
    var out: [UInt32] = []
    let first = UInt32(stations * sides)
    for k in 0..<sides {
      let next = (k + 1) % sides
      for i in 0..<(stations - 1) {
        let a = UInt32(k * stations + i)
        let b = UInt32(next * stations + i)
        out += [a, a + 1, b + 1, a, b + 1, b]
      }
      let (a, b) = (UInt32(k * stations), UInt32(next * stations))
      let last = UInt32(stations - 1)
      out += [first, a, b, first + 1, b + last, a + last]
    }
    return flipped(out)
  }()
}
