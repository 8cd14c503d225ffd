import Foundation
import Motion

/// An eyeball with iris rings, and the highlights that float before it.
struct Eyeball {
  let look: LookParameters
  /// Centre of the left ball.
  let center: Vector

  private static let segments = 28

  private var irisRadius: Double { radians(look.eyes.irisAngle) }

  /// Iris, pupil and limbal ring of one eye.
  func iris(_ side: Side, _ w: FaceWeights) -> Patch {
    let r = irisRadius
    let pupil = look.eyes.pupil
    let radii = [0.001, r * pupil, r * pupil + 0.001, r * 0.75, r * 0.9, r * 0.93, r]
    let tone = look.palette.iris
    return rings(radii, side, w) { ring, direction, angle in
      switch ring {
      case 0, 1: return Vector(0.05, 0.04, 0.05)
      case 2, 3, 4:
        // Dark above, light below, lighter outwards: reads as depth without a texture.
        let t = (0.5 - 0.5 * sin(angle)) * (0.6 + 0.4 * Double(ring - 2) / 2)
        // Fibres: a pattern of seven strokes that the eye takes for many.
        let fibre = 1 + 0.1 * cos(angle * 7 + 0.6) * (ring == 3 ? 1 : 0.5)
        let inner = ring == 2 ? 0.82 : 1.0
        return mix(tone * 0.46, bright(tone), t) * (fibre * inner)
      default: return tone * 0.3
      }
    }
  }

  private func bright(_ tone: Vector) -> Vector {
    Vector(min(tone.x * 1.35 + 0.12, 1), min(tone.y * 1.35 + 0.12, 1), min(tone.z * 1.35 + 0.12, 1))
  }

  /// The white of one eye.
  func white(_ side: Side, _ w: FaceWeights) -> Patch {
    let r = irisRadius
    return rings([r, r * 1.35, 1.15, 1.7], side, w) { _, direction, _ in
      // The shadow that lashes and lid would throw.
      let shadow = 0.34 * smoothstep(0.02, 0.6, direction.y)
      let corner = 0.1 * smoothstep(0.5, 0.85, abs(direction.x))
      return Vector(0.98, 0.97, 0.955)
        * Vector(1 - shadow * 0.82 - corner * 0.5, 1 - shadow - corner, 1 - shadow * 0.93 - corner)
    }
  }

  private func radius(_ side: Side, _ w: FaceWeights) -> Double {
    // Linear blink morphs cut the chord of the ball: it shrinks behind the closing lid.
    look.eyes.ballRadius * (1 - 0.16 * w[.eyeBlink, side])
  }

  private func rings(
    _ radii: [Double], _ side: Side, _ w: FaceWeights, color: (Int, Vector, Double) -> Vector
  ) -> Patch {
    let n = Self.segments
    let turn = radians(look.eyes.divergence)
    let size = radius(side, w)
    var positions: [Vector] = []
    var colors: [Vector] = []
    for (ring, r) in radii.enumerated() {
      for k in 0..<n {
        let a = Double(k) / Double(n) * 2 * .pi
        let d = Vector(sin(r) * cos(a), sin(r) * sin(a), cos(r))
        colors.append(color(ring, d, a))
        let turned = Vector(d.x * cos(turn) + d.z * sin(turn), d.y, d.z * cos(turn) - d.x * sin(turn))
        positions.append(center + turned * size)
      }
    }
    let patch = Patch(
      positions: positions, triangles: latticeTriangles(rows: radii.count, columns: n, closed: true),
      colors: colors, binding: Binding(.leftEye))
    return side == .left ? patch : patch.mirrored
  }

  /// Two white discs on the same side of both eyes; they follow the gaze by 40 %, so that they neither
  /// wander with it nor are cut off.
  func highlights(_ side: Side, _ w: FaceWeights) -> Patch {
    let scale = irisRadius / 0.6
    let size = radius(side, w) * 1.036
    let middle = side == .left ? center : center.mirrored
    let n = 14
    var pieces: [Patch] = []
    for (x, y, r) in [(-0.30, 0.27, 0.155), (0.27, -0.30, 0.075)] {
      let (hx, hy, hr) = (x * scale, y * scale, r * scale)
      let c = Vector(sin(hx) * cos(hy), sin(hy), cos(hx) * cos(hy))
      let u = cross(Vector(0, 1, 0), c).normalized
      let v = cross(c, u)
      var positions = [middle + c * size]
      for k in 0..<n {
        let a = Double(k) / Double(n) * 2 * .pi
        positions.append(middle + (c + u * (hr * cos(a)) + v * (hr * 1.15 * sin(a))).normalized * size)
      }
      var triangles: [UInt32] = []
      for k in 0..<n { triangles += [0, UInt32(1 + k), UInt32(1 + (k + 1) % n)] }
      let bone: HumanoidBone = side == .left ? .leftEye : .rightEye
      pieces.append(
        Patch(
          positions: positions, triangles: triangles, color: Vector(1, 1, 1),
          binding: Binding(.head, bone, 0.4)))
    }
    return Patch.joined(pieces)
  }
}
