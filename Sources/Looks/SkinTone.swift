import Foundation

/// Vertex colours of the head's skin: blush, lips, lids, and the shade under chin and hair.
struct SkinTone {
  let look: LookParameters

  func color(_ v: FaceVertex) -> Vector {
    let palette = look.palette
    let eyes = look.eyes
    let p = v.closed
    var c = palette.skin
    for side in Side.allCases {
      let x = p.x * side.sign
      let cheek = bell2((x - eyes.spacing * 1.3) / 0.105, (p.y - eyes.height + 0.15) / 0.068)
      c = mix(c, palette.blush, palette.blushStrength * v.frontness * cheek)
    }
    let nose = bell2(p.x / 0.07, (p.y - look.skull.noseHeight) / 0.05)
    c = mix(c, palette.blush, 0.5 * palette.blushStrength * v.frontness * nose)
    c *= Vector(1, 1, 1) - contour(v)
    if v.isFront {
      for side in Side.allCases {
        let z = v.eye(side)
        // A warm shade on the lids, deeper on the upper one and in its fold.
        let lid = z.isUpper ? 0.55 : 0.3
        c = mix(c, palette.skin * Vector(0.78, 0.58, 0.54), lid * bell((z.rho - 1) / 0.26))
        guard z.isUpper else { continue }
        let run = min(z.profile, 1) * bell(max(abs(z.x) - 0.85, 0) / 0.3)
        c = mix(
          c, palette.skin * Vector(0.6, 0.42, 0.4), 0.55 * eyes.crease * run * bell((z.rho - 1.33) / 0.09))
      }
    }
    if look.beard.style != .none {
      let share = BeardArea(look: look).share(v, with: look.beard.style)
      let isFull = look.beard.style == .full
      c = mix(c, Self.shaved(look), (isFull ? 0.9 : 0.45) * smoothstep(0, isFull ? 0.35 : 1, share))
      if isFull {
        // Strokes that the columns of the grid draw.
        let stroke = 0.92 + 0.07 * sin(p.x * 150 + p.y * 23)
        c = mix(c, Beard.color(look) * stroke, smoothstep(0.1, 0.6, share))
      }
    }
    if v.lipDistance < 9 {
      c = mix(c, palette.lip, 0.88 * smoothstep(1.4, 0.85, v.lipDistance))
      if !v.mouth.isUpper {
        // Light on the fullest place of the lower lip.
        let full = bell2(v.mouth.x / 0.5, (v.lipDistance - 0.6) / 0.3)
        c = mix(c, palette.lip * 1.16 + Vector(0.03, 0.03, 0.03), 0.45 * full)
      }
      // The dark line between the lips carries the expression.
      c = mix(c, palette.lip * 0.35, 0.9 * bell(v.lipDistance / 0.16))
    }
    return c * shade(p)
  }

  /// Skin that shows through short hair.
  static func shaved(_ look: LookParameters) -> Vector { mix(look.palette.brow, look.palette.skin, 0.42) }

  /// What a painter would darken: sockets, beside the nose, under nose and lower lip, the sides of the face.
  private func contour(_ v: FaceVertex) -> Vector {
    guard v.frontness > 0 else { return .zero }
    let eyes = look.eyes
    let skull = look.skull
    let p = v.closed
    let x = abs(p.x)
    var dark = 0.0
    dark +=
      0.06 * bell2((x - eyes.spacing + eyes.halfWidth * 0.95) / 0.05, (p.y - eyes.height - 0.035) / 0.075)
    dark +=
      0.1 * bell2((x - skull.noseRadius * skull.noseWidth * 1.25) / 0.026, (p.y - skull.noseHeight) / 0.05)
    dark +=
      0.2 * bell2(x / (skull.noseRadius * 1.1), (p.y - skull.noseHeight + skull.noseRadius * 0.95) / 0.018)
    dark += 0.13 * bell2(x / 0.09, (p.y - look.mouth.height + look.mouth.lowerLip * 1.8) / 0.02)
    dark += 0.1 * smoothstep(0.2, 0.36, x) * smoothstep(-0.02, -0.2, p.y)
    dark -= 0.05 * bell2(x / 0.05, (p.y - skull.noseHeight - 0.03) / 0.09)
    dark -= 0.04 * bell2(x / 0.16, (p.y - 0.22) / 0.12)
    return Vector(0.7, 1, 1.05) * (dark * v.frontness)
  }

  /// Ambient shade that no viewer's light makes by itself.
  private func shade(_ p: Vector) -> Vector {
    let neck = smoothstep(-0.44, -0.6, p.y) * smoothstep(0.26, 0.1, p.z)
    let dark = 0.34 * neck
    return Vector(1 - dark * 0.72, 1 - dark, 1 - dark * 1.06)
  }
}
