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
    c = mix(c, palette.blush, 0.55 * palette.blushStrength * v.frontness * nose)
    if v.isFront {
      for side in Side.allCases {
        let z = v.eye(side)
        // A warm shade on the lids, deeper on the upper one.
        let crease = z.isUpper ? 0.5 : 0.32
        c = mix(c, palette.skin * Vector(0.78, 0.6, 0.56), crease * bell((z.rho - 1) / 0.24))
      }
    }
    if v.lipDistance < 9 {
      c = mix(c, palette.lip, 0.88 * smoothstep(1.4, 0.85, v.lipDistance))
      // The dark line between the lips carries the expression.
      c = mix(c, palette.lip * 0.35, 0.9 * bell(v.lipDistance / 0.16))
    }
    return c * shade(p)
  }

  /// Ambient shade that no viewer's light makes by itself.
  private func shade(_ p: Vector) -> Vector {
    let neck = smoothstep(-0.44, -0.6, p.y) * smoothstep(0.26, 0.1, p.z)
    let dark = 0.34 * neck
    return Vector(1 - dark * 0.72, 1 - dark, 1 - dark * 1.06)
  }
}
