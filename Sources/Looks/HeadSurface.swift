import Foundation

/// The closed head as a signed distance field: no lids, no lips, just the mass they slide on.
///
/// Unit: head heights. Head axis at x = z = 0, +y up, face towards +z. The field is symmetric in x.
struct HeadSurface {
  let skull: LookParameters.Skull
  let eyes: LookParameters.Eyes
  let mouthHeight: Double
  /// Centre of the left eyeball.
  private(set) var eyeCenter = Vector.zero
  private var noseZ = 0.0

  init(_ p: LookParameters) {
    skull = p.skull
    eyes = p.eyes
    mouthHeight = p.mouth.height
    let y = eyes.height + (eyes.upperOpening - eyes.lowerOpening) / 2
    let z = front(x: eyes.spacing, y: y, of: plain)
    eyeCenter = Vector(eyes.spacing, y, z - eyes.ballRadius + eyes.protrusion)
    // The nose sits on the surface without the bridge, or both add up to a beak.
    noseZ = front(x: 0, y: skull.noseHeight, of: { self.mass($0) })
  }

  /// Skull, jaw, cheeks, chin, muzzle and neck.
  private func mass(_ p: Vector) -> Double {
    let s = skull
    let q = Vector(abs(p.x), p.y, p.z)
    var d = ellipsoid(q, Vector(0, s.craniumHeight, -0.03), s.craniumRadii)
    d = blend(d, ellipsoid(q, Vector(0, s.jawHeight, 0.06), s.jawRadii), 0.12)
    d = blend(d, sphere(q, Vector(s.cheekSpacing, s.cheekHeight, 0.21), s.cheekRadius), 0.16)
    d = blend(d, sphere(q, Vector(0, s.chinHeight, s.chinDepth), s.chinRadius), 0.14)
    d = blend(d, ellipsoid(q, Vector(0, mouthHeight, 0.27), Vector(0.17, 0.12, 0.13)), 0.12)
    if s.jawCorner > 0 {
      let corner = Vector(s.jawRadii.x * 0.7, s.jawHeight - 0.1, 0.015)
      d = blend(d, sphere(q, corner, 0.075 + 0.055 * s.jawCorner), 0.12)
    }
    if s.browRidge > 0 {
      let depth = s.craniumRadii.z - 0.455
      let y = eyes.height + eyes.upperOpening * 0.95
      let inner = Vector(0.05, y, 0.375 + depth)
      let outer = Vector(0.25, y - 0.015, 0.27 + depth)
      d = blend(d, capsule(q, inner, outer, 0.03 + 0.03 * s.browRidge, 0.03 + 0.02 * s.browRidge), 0.07)
    }
    return blend(
      d, capsule(q, Vector(0, -0.3, -0.08), Vector(0, -1, -0.1), s.neckRadius, s.neckRadius * 1.12), 0.1)
  }

  /// The head without eyes and nose: what brows, ears and hair stand on.
  func plain(_ p: Vector) -> Double {
    let d = mass(p)
    guard skull.bridge > 0 else { return d }
    let q = Vector(abs(p.x), p.y, p.z)
    let top = Vector(0, eyes.height + 0.08, 0.4)
    let tip = Vector(0, skull.noseHeight, 0.405 + skull.noseDepth)
    return blend(d, capsule(q, top, tip, 0.02, 0.035), 0.06 * skull.bridge + 0.01)
  }

  /// The whole closed face: shallow sockets, the bulge of the balls, the nose.
  func distance(_ p: Vector) -> Double {
    let q = Vector(abs(p.x), p.y, p.z)
    var d = plain(q)
    let socket = Vector(
      eyes.halfWidth * 1.5, (eyes.upperOpening + eyes.lowerOpening) * 0.95, 0.075)
    let before = eyeCenter + Vector(0, 0, eyes.ballRadius * 1.05)
    d = -blend(-d, ellipsoid(q, before, socket), 0.07)
    d = blend(d, sphere(q, eyeCenter, eyes.ballRadius + 0.014), 0.042)
    let n = skull.noseRadius
    let nose = Vector(0, skull.noseHeight, noseZ + skull.noseDepth + n * 0.25)
    d = blend(d, ellipsoid(q, nose, Vector(n * skull.noseWidth, n * 0.9, n)), 0.05)
    // Nostril wings, so that the tip does not read as a ball.
    let wing = Vector(
      n * skull.noseWidth * 0.8, skull.noseHeight - n * 0.28, noseZ + skull.noseDepth + n * 0.05)
    return blend(d, sphere(q, wing, n * 0.52 * skull.noseWings), 0.03)
  }

  /// Unit gradient of ``distance(_:)`` by central differences.
  func normal(_ p: Vector) -> Vector {
    let e = 1e-4
    return Vector(
      distance(Vector(p.x + e, p.y, p.z)) - distance(Vector(p.x - e, p.y, p.z)),
      distance(Vector(p.x, p.y + e, p.z)) - distance(Vector(p.x, p.y - e, p.z)),
      distance(Vector(p.x, p.y, p.z + e)) - distance(Vector(p.x, p.y, p.z - e))
    ).normalized
  }

  /// The point dropped back on the surface by damped Newton steps.
  ///
  /// - Parameter straight: 0 to drop along the normal, 1 along z. Lips that slide over the round muzzle need
  ///   the latter: the normal tilts down there, and the middle of pursed lips would rise to a peak.
  func project(_ point: Vector, straight: Double = 0) -> Vector {
    var p = point
    for _ in 0..<4 {
      let d = distance(p)
      if abs(d) < 1e-9 { break }
      let n = normal(p)
      let along = mix(n, Vector(0, 0, 1), straight).normalized
      p -= along * (min(max(d, -0.05), 0.05) * 0.9 / max(dot(n, along), 0.4))
    }
    return p
  }

  /// Parameter of the outermost crossing of a ray with a field, or 0 when there is none.
  func crossing(
    from origin: Vector, along direction: Vector, reach: Double = 1.5, of field: (Vector) -> Double
  ) -> Double {
    let step = reach / 110
    var outside = reach
    var inside = 0.0
    var t = reach
    while t > 0 {
      let d = field(origin + direction * t)
      if d < 0 {
        inside = t
        break
      }
      outside = t
      // Ellipsoid distances are estimates: trust half of them.
      t -= max(step, d * 0.5)
    }
    guard inside > 0 || outside > 0 else { return 0 }
    for _ in 0..<44 {
      let middle = (inside + outside) / 2
      if field(origin + direction * middle) < 0 { inside = middle } else { outside = middle }
    }
    return inside
  }

  /// z of the frontmost point of a field at (x, y).
  func front(x: Double, y: Double, of field: (Vector) -> Double) -> Double {
    crossing(from: Vector(x, y, 0), along: Vector(0, 0, 1), of: field)
  }
}

/// Polynomial smooth minimum with blend width `k`.
private func blend(_ a: Double, _ b: Double, _ k: Double) -> Double {
  let h = min(max(0.5 + 0.5 * (b - a) / k, 0), 1)
  return b * (1 - h) + a * h - k * h * (1 - h)
}

private func sphere(_ p: Vector, _ c: Vector, _ r: Double) -> Double {
  let x = p.x - c.x
  let y = p.y - c.y
  let z = p.z - c.z
  return (x * x + y * y + z * z).squareRoot() - r
}

/// First-order distance to an ellipsoid: k0 (k0 - 1) / k1 with k0 = |p/r|, k1 = |p/r²|.
private func ellipsoid(_ p: Vector, _ c: Vector, _ r: Vector) -> Double {
  let x = (p.x - c.x) / r.x
  let y = (p.y - c.y) / r.y
  let z = (p.z - c.z) / r.z
  let k0 = (x * x + y * y + z * z).squareRoot()
  let u = x / r.x
  let v = y / r.y
  let w = z / r.z
  return k0 * (k0 - 1) / max((u * u + v * v + w * w).squareRoot(), 1e-9)
}

private func capsule(_ p: Vector, _ a: Vector, _ b: Vector, _ ra: Double, _ rb: Double) -> Double {
  let axis = b - a
  let h = min(max(dot(p - a, axis) / dot(axis, axis), 0), 1)
  return (p - a - axis * h).length - (ra + (rb - ra) * h)
}
