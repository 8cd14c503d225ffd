import Foundation
import Motion

/// Trousers, ankles and shoes. Built on the left, but for the seat.
struct Trousers {
  let look: LookParameters
  let skeleton: Skeleton

  /// Seat and both legs.
  func cloth() -> Patch {
    let left = leg()
    return Patch.joined([seat(), left, left.mirrored])
  }

  private func seat() -> Patch {
    let belly = look.build.belly
    return ellipsoidPatch(
      center: Vector(0, Skeleton.hipJoint - 0.01, -0.05), radii: Vector(0.252 * belly, 0.2, 0.192 * belly),
      color: look.palette.trousers, rows: 10, columns: 22
    ).bound { p in
      var binding = Binding(.hips)
      let side = smoothstep(0.03, 0.14, abs(p.x)) * smoothstep(-1.58, -1.76, p.y)
      binding.blend(p.x > 0 ? .leftUpperLeg : .rightUpperLeg, 0.7 * side)
      return binding
    }
  }

  private func leg() -> Patch {
    let hip = skeleton.place(.leftUpperLeg)
    let knee = skeleton.place(.leftLowerLeg)
    let ankle = skeleton.place(.leftFoot)
    let cloth = look.palette.trousers
    let root = 0.14
    var path: [Vector] = []
    var radii: [Double] = []
    var tones: [Vector] = []
    for degrees in [78.0, 48, 22] {
      path.append(hip + Vector(0, root * sin(radians(degrees)), 0))
      radii.append(root * cos(radians(degrees)))
      tones.append(cloth)
    }
    for u in [0, 0.12, 0.27, 0.45, 0.62, 0.8, 0.92, 1] {
      path.append(mix(hip, knee, u))
      radii.append(interpolate(u, [(0, root), (0.4, 0.134), (1, 0.111)]))
      tones.append(cloth)
    }
    let knots: [(x: Double, y: Double)] = [
      (0, 0.112), (0.3, 0.111), (0.7, 0.1), (0.84, 0.098), (0.85, 0.107), (1, 0.107),
    ]
    for u in [0.08, 0.2, 0.36, 0.54, 0.7, 0.83, 0.85, 0.93] {
      path.append(mix(knee, ankle, u))
      radii.append(interpolate(u, knots))
      tones.append(u > 0.84 ? cloth * 1.22 : cloth)
    }
    path += [mix(knee, ankle, 0.94), mix(knee, ankle, 0.9)]
    radii += [0.1, 0.075]
    tones += [cloth * 1.1, cloth * 0.5]
    return Tube(path: path, width: radii, depth: radii, colors: tones, segments: 16, cappedEnd: false)
      .patch().bound { p in
        var binding = Binding(.leftUpperLeg)
        binding.blend(.hips, 0.5 * smoothstep(hip.y - 0.04, hip.y + 0.14, p.y))
        binding.blend(.leftLowerLeg, smoothstep(knee.y + 0.08, knee.y - 0.08, p.y))
        return binding
      }
  }

  /// Both ankles.
  func ankles() -> Patch {
    let ankle = skeleton.place(.leftFoot)
    let left = Tube.capsule(
      ankle + Vector(0, 0.1, 0), ankle + Vector(0, -0.05, 0), 0.064, 0.06, color: look.palette.skin,
      segments: 10
    ).bound { Binding(.leftFoot, .leftLowerLeg, smoothstep(ankle.y, ankle.y + 0.06, $0.y)) }
    return Patch.joined([left, left.mirrored])
  }

  /// Both shoes with their soles.
  func shoes() -> Patch {
    let ankle = skeleton.place(.leftFoot)
    let toes = skeleton.place(.leftToes)
    let floor = skeleton.floor
    func shaped(_ patch: Patch, low: Double, high: Double) -> Patch {
      var out = patch
      for i in out.positions.indices {
        out.positions[i].y = min(max(out.positions[i].y, low), high)
        out.positions[i].x += 0.05 * min(max(out.positions[i].z, 0), 1)
      }
      return out
    }
    let center = Vector(ankle.x + 0.002, 0, 0.012)
    let upper = shaped(
      ellipsoidPatch(
        center: center + Vector(0, floor + 0.085, 0), radii: Vector(0.104, 0.098, 0.192),
        color: look.palette.shoe,
        rows: 10, columns: 18), low: floor + 0.045, high: floor + 0.2)
    let sole = shaped(
      ellipsoidPatch(
        center: center + Vector(0, floor + 0.03, 0), radii: Vector(0.111, 0.06, 0.2),
        color: look.palette.trim,
        rows: 6, columns: 18), low: floor, high: floor + 0.052)
    let left = Patch.joined([upper, sole]).bound { p in
      Binding(.leftFoot, .leftToes, smoothstep(toes.z - 0.05, toes.z + 0.05, p.z))
    }
    return Patch.joined([left, left.mirrored])
  }
}
