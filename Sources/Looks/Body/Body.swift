/// The body from the neck down in its clothes. Cloth is the body's own surface: nothing lies under it that could
/// come through.
struct Body {
  let look: LookParameters
  let skeleton: Skeleton

  /// The look whose shape a top that hangs free follows: over a big belly and broad hips cloth falls wider than they
  /// are, else the seat below would come through between its rings.
  private var hanging: LookParameters {
    guard look.outfit.bottom != .dungarees, look.outfit.bottom != .skirt else { return look }
    var hanging = look
    hanging.build.belly += 0.15 * max(0, look.build.belly - 1.2)
    hanging.build.hips += 0.15 * max(0, look.build.hips - 1.1)
    return hanging
  }

  /// Pieces with one material each.
  func parts() -> [(patch: Patch, material: Surfacing)] {
    let shape = BodyShape(look)
    let weights = BodyWeights(skeleton: skeleton, shape: shape)
    let top = TopCloth(look: look, skeleton: skeleton, shape: BodyShape(hanging))
    let legs = LegCloth(look: look, skeleton: skeleton, shape: shape)
    let feet = Footwear(look: look, skeleton: skeleton, shape: shape)
    let hand = Hand(look: look, skeleton: skeleton, shape: shape).patch(from: top.sleeveEnd, by: weights)
    var cloth = [top.patch(), legs.patch(), legs.socks()]
    var fasteners = top.fasteners()
    if look.outfit.bottom == .dungarees {
      let bib = Bib(look: look, shape: shape, ease: top.ease)
      cloth.append(bib.patch().bound(by: weights.trunk))
      fasteners.append(bib.buttons().bound(by: weights.trunk))
    }
    var out: [(patch: Patch, material: Surfacing)] = [
      (Patch.joined(cloth), .cloth),
      (Patch.joined([hand, hand.mirrored, legs.skin(), feet.insteps()]), .skin),
      (feet.patch(), .shoe),
    ]
    if !fasteners.isEmpty { out.append((Patch.joined(fasteners), .accent)) }
    return out
  }
}
