import Foundation

/// Displacements around the eyes: lids, brow skin, cheek under the eye.
struct LidFields {
  private let eyes: LookParameters.Eyes
  private let browHeight: Double
  private let eyeCenter: Vector
  /// Gaussian width of the upper lid's field in ρ. Openings up to 1.48 half widths stay free of folds at 2.5.
  private static let upperReach = 2.5
  /// The lower lid opens less; a wider field would drag the mouth down.
  private static let lowerReach = 1.9

  init(_ p: LookParameters) {
    eyes = p.eyes
    browHeight = p.brows.height
    eyeCenter = HeadSurface(p).eyeCenter
  }

  /// In-plane slide before the vertex is dropped back on the head.
  func slide(_ v: FaceVertex, _ w: FaceWeights) -> Vector {
    guard v.isFront || v.frontness > 0 else { return .zero }
    var d = Vector.zero
    for side in Side.allCases {
      d += lids(v, w, side)
      let x = v.closed.x * side.sign
      let y = v.closed.y
      let brow = v.frontness * bell2((x - eyes.spacing) / 0.16, (y - browHeight) / 0.09)
      d.y += brow * (0.035 * w[.browOuterUp, side] - 0.03 * w[.browDown, side])
      d.y += brow * 0.03 * w[.browInnerUp]
      let cheek = v.frontness * bell2((x - eyes.spacing * 1.15) / 0.15, (y - eyes.height + 0.14) / 0.09)
      d.y += cheek * (0.022 * w[.cheekSquint, side] + 0.016 * w[.mouthSmile, side])
    }
    return d
  }

  private func lids(_ v: FaceVertex, _ w: FaceWeights, _ side: Side) -> Vector {
    guard v.isFront else { return .zero }
    let z = v.eye(side)
    guard z.rho < 12 else { return .zero }
    let width = eyes.halfWidth
    let opening = openings(w, side)
    // Upwards it reaches far, or big eyes fold; sideways it ends before the nose, which would be dragged.
    let fade =
      bell((z.rho - 1) / (z.isUpper ? Self.upperReach : Self.lowerReach))
      * bell(max(abs(z.x) - 1, 0) / 0.5)
    // The inner half of the upper lid stands a little higher, the outer half of the lower one lower.
    let skew = 0.12 + 0.10 * (w[.eyeLookOut, side] - w[.eyeLookIn, side])
    let asymmetry = z.isUpper ? 1 - (0.24 - skew) * z.x : 1 + 0.12 * z.x
    let lift = (z.isUpper ? opening.upper : opening.lower) * z.across * fade * width
    let near = bell(z.radius / 1.5)
    let curve = -eyes.curve * min(max(1 - z.x * z.x, -0.5), 1) * near
    let tilt = eyes.tilt * z.x * width * near
    var dx = 0.17 * opening.spread * z.along * fade * width
    dx += 0.035 * width * (w[.eyeLookOut, side] - w[.eyeLookIn, side]) * z.profile * fade
    return Vector(dx * side.sign, lift * min(max(asymmetry, 0.5), 1.5) + curve + tilt, 0)
  }

  /// Lid travel in half widths; both are 0 with the eye shut.
  private func openings(_ w: FaceWeights, _ side: Side) -> (upper: Double, lower: Double, spread: Double) {
    let open = 1 - w[.eyeBlink, side]
    let upper = eyes.upperOpening / eyes.halfWidth
    let lower = eyes.lowerOpening / eyes.halfWidth
    let squint = w[.eyeSquint, side]
    let wide = w[.eyeWide, side]
    let up = w[.eyeLookUp, side]
    let down = w[.eyeLookDown, side]
    let top = 1 + 0.16 * wide - 0.14 * squint + 0.12 * up - 0.35 * down
    // Squint and cheek together leave the lower lid short of the closed line, so that lids never cross.
    let bottom = 1 + 0.28 * wide - 0.44 * squint - 0.28 * w[.cheekSquint, side] - 0.3 * up + 0.3 * down
    return (upper * open * top, lower * open * bottom, upper * open)
  }

  /// Displacement along the normal of the head.
  func swell(_ v: FaceVertex, _ w: FaceWeights) -> Double {
    guard v.frontness > 0 else { return 0 }
    var h = 0.0
    for side in Side.allCases {
      let x = v.closed.x * side.sign
      let y = v.closed.y
      let cheek = bell2((x - eyes.spacing * 1.25) / 0.13, (y - eyes.height + 0.15) / 0.085)
      h += cheek * (0.018 * w[.cheekSquint, side] + 0.016 * w[.mouthSmile, side])
      let frown = bell2((x - eyes.spacing * 0.5) / 0.05, (y - browHeight + 0.02) / 0.05)
      h += frown * 0.012 * w[.browDown, side]
      h += crease(v, w, side)
    }
    return h * v.frontness
  }

  /// The fold over the upper lid; it smooths out as the lid comes down.
  private func crease(_ v: FaceVertex, _ w: FaceWeights, _ side: Side) -> Double {
    let z = v.eye(side)
    guard v.isFront, z.isUpper, z.rho < 2.2 else { return 0 }
    let run = min(z.profile, 1) * bell(max(abs(z.x) - 0.8, 0) / 0.3)
    let open = 1 - 0.75 * w[.eyeBlink, side]
    let fold = 0.009 * bell((z.rho - 1.33) / 0.1) - 0.006 * bell((z.rho - 1.62) / 0.16)
    return -eyes.crease * fold * run * open
  }

  /// Draws the lower lid towards the ball when it is pushed up, so that it tucks under the upper one.
  func tuck(_ v: FaceVertex, _ w: FaceWeights) -> Vector {
    var d = Vector.zero
    for side in Side.allCases {
      let push = 0.6 * w[.eyeSquint, side] + 0.5 * w[.cheekSquint, side]
      let z = v.eye(side)
      guard push > 0, v.isFront, !z.isUpper, z.rho < 3 else { continue }
      let center = side == .left ? eyeCenter : eyeCenter.mirrored
      d += (center - v.closed).normalized * (0.008 * push * z.profile.squareRoot() * bell((z.rho - 1) / 0.3))
    }
    return d
  }
}

/// exp(-x²-y²).
func bell2(_ x: Double, _ y: Double) -> Double { exp(-x * x - y * y) }
