import Foundation

/// Displacements of lips, cheeks and nostrils. Amplitudes are in half widths of the mouth unless said.
struct MouthFields {
  private let mouth: LookParameters.Mouth
  private let skull: LookParameters.Skull
  private let puff: Vector

  init(_ p: LookParameters, surface: HeadSurface) {
    mouth = p.mouth
    skull = p.skull
    // The cheek that fills with air, placed by azimuth so that narrow heads stay round.
    let azimuth = radians(37)
    let origin = Vector(0, p.mouth.height + 0.05, 0)
    let direction = Vector(sin(azimuth), 0, cos(azimuth))
    puff = origin + direction * surface.crossing(from: origin, along: direction, of: surface.distance)
  }

  private func window(_ v: FaceVertex) -> Double {
    v.frontness * bell(max(abs(v.mouth.x) - 2.2, 0) / 0.5)
  }

  /// In-plane slide before the vertex is dropped back on the head.
  func slide(_ v: FaceVertex, _ w: FaceWeights) -> Vector {
    let window = window(v)
    let width = mouth.halfWidth
    var d = Vector.zero
    for side in Side.allCases {
      let x = v.closed.x * side.sign
      let nostril = bell2((x - 0.05) / 0.06, (v.closed.y - skull.noseHeight - 0.01) / 0.06)
      d.y += v.frontness * nostril * 0.03 * w[.noseSneer, side]
    }
    guard window > 1e-6 else { return d }
    let z = v.mouth
    let funnel = w[.mouthFunnel]
    let pucker = w[.mouthPucker]

    let narrowing = -0.72 * pucker - 0.54 * funnel - 0.12 * w[.jawOpen]
    let reach = z.y > 0 ? 1.1 : 1.5
    d.x += window * width * narrowing * z.x * bell2(z.x / 2.2, z.y / reach)
    d.y += window * width * parting(z, w)
    for side in Side.allCases { d += corner(z, w, side) * (window * width) }

    let center = bell2(z.x / 0.9, z.y)
    let frown = (w[.mouthFrown, .left] + w[.mouthFrown, .right]) / 2
    d.y += window * width * center * (0.2 * frown + 0.22 * w[.mouthShrugLower])
    // The upper lip shrugs from its own side of the slit and carries the lower one along.
    d.y += window * width * center * 0.15 * w[.mouthShrugUpper]
    let shift = bell2(z.x / 1.7, z.y / (z.y > 0 ? 0.7 : 1.1))
    d.x += window * width * 0.42 * shift * (w[.mouthLeft] - w[.mouthRight])
    d.y += window * width * 0.05 * shift * z.x * (w[.mouthLeft] - w[.mouthRight])
    return d
  }

  /// Lips opening as a slit.
  private func parting(_ z: SlitCoordinate, _ w: FaceWeights) -> Double {
    let leftness = smoothstep(-0.6, 0.6, z.x)
    func sided(_ shape: FaceShape) -> Double {
      w[shape, .left] * leftness + w[shape, .right] * (1 - leftness)
    }
    let opening =
      z.isUpper
      ? 0.30 * w[.mouthFunnel] + 0.42 * sided(.mouthUpperUp) + 0.14 * sided(.noseSneer)
      : 0.38 * w[.mouthFunnel] + 0.42 * sided(.mouthLowerDown)
    return opening * z.across * bell((z.rho - 1) / 1.6)
  }

  /// Corners: q² keeps the middle of the lips still, where a Gaussian would lift the whole mouth.
  private func corner(_ z: SlitCoordinate, _ w: FaceWeights, _ side: Side) -> Vector {
    let q = max(z.x * side.sign, 0)
    guard q > 0 else { return .zero }
    let along = 1.13 * q * q / (1 + pow(q / 1.4, 6)) * bell(max(q - 1.3, 0) / 1.5)
    let across = bell(z.y / 1.1)
    let smile = w[.mouthSmile, side]
    let frown = w[.mouthFrown, side]
    let stretch = w[.mouthStretch, side]
    let dimple = w[.mouthDimple, side]
    let rest = mouth.restSmile * 0.55
    var dx = 0.36 * smile + 0.036 * frown + 0.3 * stretch + 0.14 * dimple
    dx += 0.04 * w[.mouthPress, side] + rest * 0.12
    var dy = 0.3 * smile - 0.5 * frown - 0.12 * stretch + 0.08 * dimple
    dy += rest * 0.8 * (1 - 0.8 * w[.mouthPucker] - 0.9 * w[.mouthFunnel] - 0.3 * smile)
    return Vector(dx * side.sign, dy, 0) * (along * across)
  }

  /// Displacement along the normal of the head, in head heights: lips, dimples, filled cheeks.
  func swell(_ v: FaceVertex, _ w: FaceWeights) -> Double {
    guard v.frontness > 0 else { return 0 }
    let z = v.mouth
    var h = 0.0
    for side in Side.allCases {
      let center = side == .left ? puff : puff.mirrored
      h += v.frontness * 0.068 * w[.cheekPuff] * bell((v.closed - center).length / 0.15)
      guard v.isFront else { continue }
      let dent = bell2((z.x * side.sign - 1.16) / 0.2, (z.y - 0.02) / 0.26)
      h -= dent * (0.008 * w[.mouthSmile, side] + 0.013 * w[.mouthDimple, side] + 0.004)
    }
    h += fold(v, w)
    h -= v.frontness * 0.008 * w[.cheekPuff] * bell(z.radius)
    guard v.isFront, v.lipDistance < 9 else { return h }
    return h + lips(v, w)
  }

  /// The folds from the nose's wings past the corners of the mouth; smiles deepen them.
  private func fold(_ v: FaceVertex, _ w: FaceWeights) -> Double {
    guard v.isFront, skull.fold > 0 else { return 0 }
    var h = 0.0
    let top = SIMD2(0.075 * skull.noseWidth, skull.noseHeight - 0.015)
    let end = SIMD2(mouth.halfWidth * 1.32, mouth.height - 0.01)
    let axis = end - top
    let length = (axis * axis).sum()
    for side in Side.allCases {
      let p = SIMD2(v.closed.x * side.sign, v.closed.y) - top
      let t = (p * axis).sum() / length
      guard p.x > -0.1 else { continue }
      let nearest = axis * min(max(t, 0), 1)
      // Positive on the side of the cheek.
      let away = p - nearest
      let cheek = away.x * -axis.y + away.y * axis.x > 0 ? 1.0 : -1
      let d = (away * away).sum().squareRoot() * cheek
      let ends = smoothstep(-0.25, 0.1, t) * smoothstep(1.35, 0.85, t)
      let depth = skull.fold * (0.55 + 0.9 * w[.mouthSmile, side] + 0.6 * w[.noseSneer, side])
      h += ends * depth * (0.008 * bell((d - 0.035) / 0.035) - 0.009 * bell(d / 0.026))
    }
    return h
  }

  private func lips(_ v: FaceVertex, _ w: FaceWeights) -> Double {
    let z = v.mouth
    let run = max(1 - z.x * z.x, 0).squareRoot()
    let u = v.lipDistance
    let leftness = smoothstep(-0.6, 0.6, z.x)
    let press = w[.mouthPress, .left] * leftness + w[.mouthPress, .right] * (1 - leftness)
    let roll = z.isUpper ? w[.mouthRollUpper] : w[.mouthRollLower]
    let bulge = u < 1 ? sin(.pi * (u * 0.85 + 0.15)) * run.squareRoot() : 0
    let fullness =
      (1 + 1.1 * w[.mouthPucker] + 0.6 * w[.mouthFunnel]) * (1 - 0.8 * min(roll + 0.5 * press, 1))
    var h = mouth.lipBulge * fullness * bulge
    h -= 0.006 * bell(u / 0.25) * run
    h -= (0.018 * roll + 0.004 * press) * bell(u / 1.3) * run
    return h
  }

  /// Displacement straight forward, in head heights.
  func forward(_ v: FaceVertex, _ w: FaceWeights) -> Double {
    let z = v.mouth
    let push = 0.1 * w[.mouthPucker] + 0.06 * w[.mouthFunnel] + 0.02 * w[.mouthShrugLower]
    let upper = z.isUpper ? 0.012 * min(z.profile, 1) * w[.mouthShrugUpper] : 0
    guard push + upper > 0 else { return 0 }
    return window(v) * bell2(z.x / 1.8, z.y) * (push + upper)
  }
}
