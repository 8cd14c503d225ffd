import Foundation
import Motion

/// What covers the trunk: rows of the cloth round it, sleeves, and what a jumper, hoodie, shirt, tee or bodice has
/// of its own.
struct TopCloth {
  let look: LookParameters
  let skeleton: Skeleton
  let shape: BodyShape

  private var outfit: LookParameters.Outfit { look.outfit }
  private var weights: BodyWeights { BodyWeights(skeleton: skeleton, shape: shape) }
  private var top: Vector { look.palette.top }
  private var trim: Vector { look.palette.trim }

  /// Room between the body and the chest's cloth.
  var ease: Double {
    switch outfit.top {
    case .hoodie: 0.036 * outfit.fit
    case .jumper: 0.024 * outfit.fit
    case .shirt: 0.02 * outfit.fit
    case .tee: 0.016 * outfit.fit
    case .dress: 0.012 * outfit.fit
    }
  }

  /// Share of the arm at which the sleeve ends.
  var sleeveEnd: Double {
    switch outfit.top {
    case .jumper, .hoodie, .shirt: 0.985
    case .tee: 0.345
    case .dress: 0.27
    }
  }

  /// Trunk, sleeves and collar.
  func patch() -> Patch {
    let trunk = TrunkCloth(shape: shape, rows: rows())
    let arm = Arm(skeleton: skeleton, shape: shape)
    let sleeve = arm.sleeve(from: trunk.armHole(), sleeveRings(), by: weights)
    let isDress = outfit.top == .dress
    let body = trunk.patch().bound { p in
      isDress && shape.usual(p.y) < -1.24 ? weights.skirt(p) : weights.hem(p)
    }
    let cloth = Patch.joined([body, sleeve, sleeve.mirrored]).welded()
    return Patch.joined([cloth] + details())
  }

  /// Whether the top's hem is inside what covers the legs.
  private var isTucked: Bool {
    outfit.top != .dress && (outfit.bottom == .dungarees || outfit.bottom == .skirt)
  }

  // MARK: - Rows of the trunk

  private func rows() -> [TrunkCloth.Row] {
    let above = [-0.597, -0.606, -0.618, -0.636]
    var levels = above + TrunkCloth.armRows
    switch outfit.top {
    case .dress: levels += [-0.92, -0.99, -1.06, -1.13, -1.2, -1.235]
    default: levels += [-0.92, -1.0, -1.03, -1.13, -1.16, -1.23, -1.31, -1.39]
    }
    let drop = 0.006
    var rows = levels.map { y in
      let tight = outfit.top == .dress ? smoothstep(-0.95, -1.2, y) : 0
      let loose = smoothstep(-0.62, -0.8, y) * (isTucked ? smoothstep(-1.38, -1.2, y) : 1)
      return TrunkCloth.Row(y: y, ease: mix(drop, ease * (1 - 0.5 * tight), loose), color: color(at: y))
    }
    if isTucked { return rows }
    switch outfit.top {
    case .jumper:
      rows += hem([(-1.47, ease, top), (-1.52, ease + 0.002, top * 0.93), (-1.528, ease - 0.006, top * 0.93)])
      rows += hem([
        (-1.58, ease - 0.002, top * 0.93), (-1.605, ease - 0.006, top * 0.6), (-1.56, 0.004, top * 0.6),
      ])
    case .hoodie:
      rows += hem([
        (-1.47, ease + 0.012, top), (-1.54, ease + 0.01, trim * 0.97), (-1.55, ease - 0.012, trim * 0.97),
      ])
      rows += hem([
        (-1.6, ease - 0.008, trim * 0.97), (-1.622, ease - 0.014, top * 0.5), (-1.57, 0.004, top * 0.5),
      ])
    case .shirt:
      rows += hem([(-1.47, ease, top), (-1.56, ease + 0.006, top), (-1.64, ease + 0.012, top * 0.9)])
      rows += hem([(-1.655, ease + 0.008, top * 0.5), (-1.6, 0.006, top * 0.5)])
    case .tee:
      rows += hem([
        (-1.46, ease + 0.002, top), (-1.525, ease + 0.006, top * 0.94), (-1.55, ease + 0.006, top * 0.5),
      ])
      rows += hem([(-1.545, ease - 0.002, top * 0.5), (-1.5, 0.004, top * 0.5)])
    case .dress:
      rows += Skirt(look: look, skeleton: skeleton, shape: shape).rows(
        from: -1.25, color: top, edge: trim)
    }
    return rows
  }

  private func hem(_ rows: [(Double, Double, Vector)]) -> [TrunkCloth.Row] {
    rows.map { TrunkCloth.Row(y: $0.0, ease: $0.1, color: $0.2) }
  }

  private func color(at y: Double) -> Vector {
    let line = look.palette.trousers * 1.2
    func isBetween(_ high: Double, _ low: Double) -> Bool { y <= high + 1e-9 && y > low + 1e-9 }
    switch outfit.pattern {
    case .plain: return top
    case .band:
      if isBetween(-1.03, -1.13) { return trim }
      return isBetween(-1.0, -1.16) ? line : top
    case .stripes:
      if isBetween(-0.862, -0.92) || isBetween(-1.03, -1.13) || isBetween(-1.16, -1.23) { return trim }
      return isBetween(-1.31, -1.39) || isBetween(-0.75, -0.805) ? trim : top
    }
  }

  // MARK: - Sleeves

  private func sleeveRings() -> [Arm.Ring] {
    let end = sleeveEnd
    let isStriped = outfit.pattern == .stripes && outfit.top != .shirt
    func ring(_ share: Double, _ ease: Double, _ color: Vector) -> Arm.Ring {
      Arm.Ring(share: share, ease: ease, color: color)
    }
    if end < 0.5 {
      return [
        ring(Arm.freeShare, ease, top), ring(mix(Arm.freeShare, end, 0.55), ease + 0.006, top),
        ring(end - 0.03, ease + 0.011, outfit.top == .tee && outfit.pattern == .plain ? top * 0.94 : trim),
        ring(end - 0.004, ease + 0.013, trim), ring(end, ease + 0.008, trim),
      ]
    }
    // Fuller towards the cuff, then gathered: not a stove pipe.
    let fullness = outfit.top == .shirt ? 0.008 : outfit.top == .hoodie ? 0.026 : 0.02
    let shares = [
      Arm.freeShare, 0.22, 0.3, 0.38, 0.44, 0.48, 0.52, 0.56, 0.6, 0.67, 0.74, 0.8, 0.845, 0.872,
    ]
    var rings = shares.map { s in
      let stripe = isStriped && (s > 0.25 && s < 0.35 || s > 0.45 && s < 0.5 || s > 0.63 && s < 0.7)
      return ring(s, ease * 0.85 + fullness * smoothstep(0.55, 0.84, s), stripe ? trim : top)
    }
    let cuff = outfit.top == .shirt ? top * 0.95 : trim
    let tight = outfit.top == .shirt ? 0.014 : 0.012
    rings += [
      ring(0.885, tight + 0.006, cuff), ring(0.895, tight, cuff), ring(0.94, tight + 0.002, cuff),
      ring(end - 0.008, tight + 0.002, cuff), ring(end, tight - 0.004, cuff),
    ]
    return rings
  }

  // MARK: - What hangs on it

  private func details() -> [Patch] {
    let collar = Collar(look: look, shape: shape)
    switch outfit.top {
    case .jumper:
      return [collar.roll(radius: 0.03, height: 0.046, lift: 0, color: top * 0.93).bound(by: neck)]
    case .hoodie:
      let hood = Hood(look: look, shape: shape, ease: ease)
      let strings = hood.strings().map { $0.bound(by: weights.trunk) }
      // A pouch reaches below a waistband, through which it would come.
      let pouch = isTucked ? [] : [hood.pouch().bound(by: weights.hem)]
      return [hood.hood().bound(by: neck)] + pouch + strings
    case .shirt:
      let front = shirtFront
      return [collar.wings(color: top * 0.97).bound(by: neck), front.placket().bound(by: weights.hem)]
    case .tee:
      return [collar.roll(radius: 0.013, height: 0.02, lift: -0.012, color: trim).bound(by: neck)]
    case .dress:
      return [collar.roll(radius: 0.012, height: 0.018, lift: -0.012, color: trim).bound(by: neck)]
    }
  }

  /// A bib hides it from the chest on, a skirt from the waist.
  private var shirtFront: ShirtFront {
    var front = ShirtFront(look: look, shape: shape, ease: ease)
    if outfit.bottom == .dungarees { front.end = -0.91 }
    if outfit.bottom == .skirt { front.end = -1.305 }
    return front
  }

  /// Buttons and the like, which shine.
  func fasteners() -> [Patch] {
    guard outfit.top == .shirt else { return [] }
    return shirtFront.buttons().map { $0.bound(by: weights.hem) }
  }

  private func neck(_ p: Vector) -> Binding {
    var binding = weights.trunk(p)
    binding.blend(.neck, 0.25)
    return binding
  }
}
