import Foundation
import Motion

/// Cloth that flares from the waist round both legs.
struct Skirt {
  let look: LookParameters
  let skeleton: Skeleton
  let shape: BodyShape

  /// The rings from a height of the usual build down to above the knee, the last ones turned in.
  func rows(from top: Double, color: Vector, edge: Vector) -> [TrunkCloth.Row] {
    let knee = skeleton.place(.leftLowerLeg).y
    let start = shape.height(top)
    let hem = mix(knee, skeleton.place(.leftUpperLeg).y, 0.12)
    let waist = shape.trunk(top, ease: 0.01)
    let hips = shape.trunk(-1.6, ease: 0.02)
    let flare = 0.1 * look.outfit.fit
    func row(_ u: Double, inner: Double, _ color: Vector) -> TrunkCloth.Row {
      let t = pow(u, 0.8)
      let bulge = 0.045 * sin(.pi * min(u * 1.3, 1))
      func grown(_ a: Double, _ b: Double) -> Double {
        mix(a, max(b, a) + flare, t) + bulge - inner
      }
      let section = BodyShape.Section(
        width: grown(waist.width, hips.width), front: grown(waist.front, hips.front),
        back: grown(waist.back, hips.back), center: mix(waist.center, -0.06, t))
      let y = mix(start, hem, u)
      return TrunkCloth.Row(
        y: min(shape.usual(y), -1.24), ease: 0, color: color, fold: 0.02 * smoothstep(0.12, 0.9, u),
        flared: (section, y))
    }
    var rows = [0, 0.08, 0.2, 0.34, 0.48, 0.62, 0.75].map { row($0, inner: 0, color) }
    rows += [row(0.86, inner: 0, edge), row(0.93, inner: 0, color)]
    rows += [
      row(1, inner: 0, color * 0.5), row(0.985, inner: 0.014, color * 0.5),
      row(0.7, inner: 0.022, color * 0.5), row(0.3, inner: 0.026, color * 0.5),
    ]
    return rows
  }

  /// A skirt with a waistband of its own.
  func patch(by weights: BodyWeights) -> Patch {
    let color = look.palette.trousers
    var rows = [-1.3, -1.31, -1.36].map { TrunkCloth.Row(y: $0, ease: 0.012, color: color * 0.9) }
    rows += self.rows(from: -1.37, color: color, edge: color * 1.2)
    let cloth = TrunkCloth(shape: shape, rows: rows)
    var lattice = Lattice()
    let rings = rows.map { row in lattice.add((0..<TrunkCloth.columns).map { cloth.place(row, $0) }) }
    for i in rings.indices.dropLast() { lattice.strip(rings[i], rings[i + 1], rows[i].color) }
    return lattice.patch { Vector(0, $0.y, -0.06) }.bound(by: weights.skirt)
  }
}
