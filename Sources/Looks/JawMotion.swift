import Foundation

/// The turn of the lower jaw and the seal that lets lips stay shut over an open jaw.
struct JawMotion {
  private let hinge: Vector
  /// Turn at `jawOpen` = 1 in radians.
  private static let turn = 0.40
  /// Share of the jaw's travel at which sealed lips meet.
  private static let seal = 0.42

  init(_ p: LookParameters) { hinge = Vector(0, p.eyes.height - 0.07, -0.06) }

  /// How far a vertex of the skin follows the jaw.
  ///
  /// Below the slit |Im S| / √(1+y²), above it nothing: chin and the middle of the lip follow wholly, the
  /// corners stay and the cheeks stretch evenly. `mouthClose` brings both rims to the same share.
  func share(_ v: FaceVertex, _ w: FaceWeights) -> Double {
    guard w[.jawOpen] != 0 || w[.jawForward] != 0 || w[.jawLeft] != 0 || w[.jawRight] != 0 else {
      return 0
    }
    let z = v.mouth
    var share = z.isUpper ? 0 : z.profile / (1 + z.y * z.y).squareRoot()
    let close = w[.mouthClose]
    if close > 0 {
      let near = bell((z.rho - 1) / 0.75)
      share = share * (1 - close * near) + Self.seal * close * z.profile * near * Self.corner(z)
    }
    let p = v.closed
    let under = bell(max((-0.4 - p.y) / 0.1, 0) * mix(1, 0.5, smoothstep(0.04, 0.18, p.z)))
    return share * smoothstep(-0.12, 0.16, p.z) * under
  }

  /// How far a vertex goes along when the jaw shifts sidewards: the upper lip's edge slides with the lower one.
  func sidewardShare(_ v: FaceVertex, _ share: Double, _ w: FaceWeights) -> Double {
    guard w[.jawLeft] != 0 || w[.jawRight] != 0, v.mouth.isUpper else { return share }
    return v.mouth.profile * bell((v.mouth.rho - 1) / 0.5) * smoothstep(-0.12, 0.16, v.closed.z)
      * Self.corner(v.mouth)
  }

  /// Falls to 0 at the corners, where |Im S| rises like a root: rows beside a corner would pass under it.
  private static func corner(_ z: SlitCoordinate) -> Double { smoothstep(1, 0.5, abs(z.x)) }

  /// Moves a point by a share of the jaw's motion.
  func move(_ p: Vector, by share: Double, sidewards: Double? = nil, _ w: FaceWeights) -> Vector {
    let sidewards = sidewards ?? share
    guard share != 0 || sidewards != 0 else { return p }
    let angle = Self.turn * w[.jawOpen] * share
    let q = p - hinge
    let side = sidewards * 0.06 * (w[.jawLeft] - w[.jawRight])
    let drop = share * 0.03 * w[.jawOpen]
    return hinge
      + Vector(
        q.x + side,
        q.y * cos(angle) - q.z * sin(angle) - drop,
        q.y * sin(angle) + q.z * cos(angle) + share * 0.05 * w[.jawForward])
  }
}
