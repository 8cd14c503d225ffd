import Foundation

/// Freckles over cheeks and nose: small discs that ride on the skin.
struct Freckles {
  private let spots: [(anchor: SkinAnchor, radius: Double, strength: Double)]
  private let skin: Vector
  private static let sides = 5

  init(look: LookParameters, grid: SlitGrid) {
    skin = look.palette.skin
    guard look.palette.freckles > 0 else {
      spots = []
      return
    }
    var dice = Dice(Int(look.hair.seed) + 5)
    var spots: [(anchor: SkinAnchor, radius: Double, strength: Double)] = []
    let count = Int(14 + 26 * look.palette.freckles)
    for i in 0..<count {
      // On both cheeks and a few over the bridge of the nose.
      let side = i % 2 == 0 ? 1.0 : -1
      let isNose = i % 5 == 4
      let x =
        isNose
        ? dice.spread(0.05) : side * (look.eyes.spacing * 1.02 + (dice.spread(0.07) + dice.spread(0.06)))
      let sag = isNose ? 0.055 : 0.115
      let y = look.eyes.height - sag + (isNose ? dice.spread(0.03) : dice.spread(0.04) + dice.spread(0.035))
      guard let anchor = SkinAnchor(at: SIMD2(x, y), on: grid) else { continue }
      spots.append((anchor, dice.draw(0.0045...0.0085), dice.draw(0.3...0.8) * look.palette.freckles))
    }
    self.spots = spots
  }

  /// The discs on a posed skin.
  func patch(_ positions: [Vector], _ normals: [Vector]) -> Patch {
    Patch.joined(
      spots.map { spot in
        let out = spot.anchor.place(normals).normalized
        let center = spot.anchor.place(positions) + out * 0.001
        let u = cross(Vector(0, 1, 0), out).normalized
        let v = cross(out, u)
        let ring = (0..<Self.sides).map { k in
          let a = Double(k) / Double(Self.sides) * 2 * .pi
          return center + (u * cos(a) + v * (sin(a) * 0.85)) * spot.radius
        }
        let triangles: [UInt32] = (2..<Self.sides).flatMap { [0, UInt32($0 - 1), UInt32($0)] }
        let tone = mix(skin, skin * Vector(0.66, 0.47, 0.38), spot.strength)
        return Patch(positions: ring, triangles: triangles, color: tone)
      })
  }
}
