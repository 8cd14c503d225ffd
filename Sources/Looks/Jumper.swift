import Foundation
import Motion

/// A knitted jumper: torso, sleeves that end in ribbed cuffs, a rolled collar. It is the body itself there.
struct Jumper {
  let look: LookParameters
  let skeleton: Skeleton

  /// Torso, collar and both sleeves.
  func patch() -> Patch {
    let left = sleeve()
    return Patch.joined([torso(), collar(), left, left.mirrored])
  }

  private func torso() -> Patch {
    let palette = look.palette
    let k = look.build.shoulder / 0.272
    let belly = look.build.belly
    // height, half width, half depth
    let knots: [(y: Double, width: Double, depth: Double)] = [
      (-0.585, 0.14, 0.125), (-0.605, 0.168, 0.14), (-0.632, 0.212 * k, 0.155), (-0.662, 0.262 * k, 0.168),
      (-0.705, 0.294 * k, 0.182), (-0.79, 0.298 * k, 0.194), (-0.88, 0.285 * k, 0.2), (-0.98, 0.272 * k, 0.2),
      (-1.1, 0.256 * (k + belly) / 2, 0.196 * belly), (-1.22, 0.25 * belly, 0.194 * belly),
      (-1.34, 0.258 * belly, 0.202 * belly), (-1.45, 0.282 * belly, 0.222 * belly),
      (-1.52, 0.3 * belly, 0.236 * belly), (-1.535, 0.288 * belly, 0.225 * belly),
      (-1.59, 0.298 * belly, 0.234 * belly), (-1.64, 0.295 * belly, 0.231 * belly),
      (-1.648, 0.284 * belly, 0.22 * belly), (-1.62, 0.255 * belly, 0.195 * belly),
    ]
    let edges = [
      -0.585, -0.605, -0.632, -0.662, -0.705, -0.79, -0.88, -0.93, -1.0, -1.03, -1.13, -1.16, -1.22, -1.34,
      -1.45, -1.52, -1.535, -1.59, -1.64, -1.648,
    ]
    let widths = knots.reversed().dropFirst().map { (x: $0.y, y: $0.width) }
    let depths = knots.reversed().dropFirst().map { (x: $0.y, y: $0.depth) }
    var path = edges.map { Vector(0, $0, -0.055 + 0.014 * sin(($0 + 0.6) * 3)) }
    var width = edges.map { interpolate($0, widths) }
    var depth = edges.map { interpolate($0, depths) }
    // The hem turns in.
    path.append(Vector(0, -1.61, path[path.count - 1].z))
    width.append(knots[17].width)
    depth.append(knots[17].depth)
    let colors = path.map { p -> Vector in
      if p.y < -1.53 { return palette.top * 0.9 }
      if p.y <= -1.03 + 1e-9 && p.y > -1.13 + 1e-9 { return palette.trim }
      if (p.y <= -1.0 + 1e-9 && p.y > -1.03) || (p.y <= -1.13 + 1e-9 && p.y > -1.16 + 1e-9) {
        return palette.trousers * 1.25
      }
      return palette.top
    }
    return Tube(
      path: path, width: width, depth: depth, colors: colors, segments: 28, exponent: 2.25, cappedEnd: false
    ).patch().bound(by: binding)
  }

  private func binding(_ p: Vector) -> Binding {
    var binding = Binding(.hips, .spine, smoothstep(-1.5, -1.3, p.y))
    binding.blend(.chest, smoothstep(-1.26, -1.04, p.y))
    binding.blend(.upperChest, smoothstep(-1.04, -0.84, p.y))
    binding.blend(.neck, 0.35 * smoothstep(-0.64, -0.56, p.y))
    let side = 0.55 * smoothstep(0.14, 0.29, abs(p.x)) * smoothstep(-0.98, -0.74, p.y)
    binding.blend(p.x > 0 ? .leftShoulder : .rightShoulder, side)
    return binding
  }

  private func collar() -> Patch {
    let rings = 28
    let section = 9
    var positions: [Vector] = []
    var centers: [Vector] = []
    for i in 0..<rings {
      let a = Double(i) / Double(rings) * 2 * .pi
      let radial = Vector(sin(a), 0, cos(a))
      let center = Vector(sin(a) * 0.146, -0.588 - 0.024 * cos(a), -0.07 + cos(a) * 0.136)
      for j in 0..<section {
        let t = Double(j) / Double(section) * 2 * .pi
        positions.append(center + radial * (0.030 * cos(t)) + Vector(0, 0.044 * sin(t), 0))
        centers.append(center)
      }
    }
    var triangles: [UInt32] = []
    for i in 0..<rings {
      for j in 0..<section {
        let a = UInt32(i * section + j)
        let b = UInt32(i * section + (j + 1) % section)
        let c = UInt32((i + 1) % rings * section + (j + 1) % section)
        let d = UInt32((i + 1) % rings * section + j)
        triangles += [a, b, c, a, c, d]
      }
    }
    return Patch(positions: positions, triangles: triangles, color: look.palette.top * 0.92)
      .facingAway { centers[$0] }
      .bound { _ in Binding(.upperChest, .neck, 0.45) }
  }

  /// The left sleeve, from a ball round the shoulder joint that looks the same at every arm angle.
  private func sleeve() -> Patch {
    let palette = look.palette
    let shoulder = skeleton.place(.leftUpperArm)
    let elbow = skeleton.place(.leftLowerArm)
    let wrist = skeleton.place(.leftHand)
    let root = 0.1
    var path: [Vector] = []
    var radii: [Double] = []
    var tones: [Vector] = []
    func add(_ p: Vector, _ r: Double, _ tone: Vector) {
      path.append(p)
      radii.append(r)
      tones.append(tone)
    }
    for degrees in [80.0, 52, 25] {
      add(shoulder - Vector(root * sin(radians(degrees)), 0, 0), root * cos(radians(degrees)), palette.top)
    }
    let upper = elbow.x - shoulder.x
    for u in [0, 0.14, 0.32, 0.52, 0.7, 0.86, 0.95, 1] {
      add(
        shoulder + Vector(upper * u, 0, 0), interpolate(u, [(0, root), (0.3, 0.099), (1, 0.086)]), palette.top
      )
    }
    let lower = wrist.x - elbow.x
    // Fuller towards the cuff, then gathered: not a stove pipe.
    let knots: [(x: Double, y: Double)] = [
      (0, 0.086), (0.25, 0.086), (0.55, 0.09), (0.74, 0.091), (0.82, 0.084), (0.85, 0.072), (1, 0.068),
      (1.02, 0.06),
    ]
    for u in [0.05, 0.14, 0.3, 0.46, 0.6, 0.72, 0.8, 0.845, 0.86, 0.93, 1, 1.02] {
      add(elbow + Vector(lower * u, 0, 0), interpolate(u, knots), u > 0.85 ? palette.trim : palette.top)
    }
    add(elbow + Vector(lower * 0.97, 0, 0), 0.05, palette.trim * 0.6)
    return Tube(
      path: path, width: radii, depth: radii, colors: tones, segments: 16, up: Vector(0, 1, 0),
      cappedEnd: false
    ).patch().bound { p in
      var binding = Binding(.leftUpperArm)
      binding.blend(.leftLowerArm, smoothstep(elbow.x - 0.075, elbow.x + 0.075, p.x))
      binding.blend(.leftHand, 0.5 * smoothstep(wrist.x - 0.05, wrist.x + 0.03, p.x))
      return binding
    }
  }
}
