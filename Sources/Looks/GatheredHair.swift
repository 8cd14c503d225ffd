import Foundation

/// Hair combed to one place and tied there.
extension Barber {
  /// A bun on the crown.
  func bun() -> Hairdo {
    var dice = dice
    let tie = (azimuth: 180.0, elevation: 64.0)
    var hairdo = gathered(tie, &dice)
    let out = Scalp.direction(tie.azimuth, tie.elevation)
    let seat = scalp.place(out, offset: 0.03)
    let center = seat + out * (0.13 * hair.volume)
    hairdo.piece = band(at: seat + out * 0.02, along: out, radius: 0.105 * hair.volume)
    var pieces = [hairdo.hair]
    let core = ellipsoidPatch(
      center: center, radii: Vector(0.14, 0.13, 0.14) * hair.volume, color: look.palette.hair * 0.6, rows: 8,
      columns: 12)
    pieces.append(core)
    // Strands wound over the ball.
    let u = cross(Vector(1, 0, 0), out).normalized
    let v = cross(out, u)
    for i in 0..<9 {
      let start = Double(i) / 9 * 2 * .pi
      let shares = ramp(0, 1, 13)
      var path: [Vector] = []
      for t in shares {
        let polar = mix(2.7, 0.25, t)
        let turn = start + t * 2.6
        let d = (u * cos(turn) + v * sin(turn)) * sin(polar) + out * cos(polar)
        path.append(center + d * (0.15 * hair.volume))
      }
      var strand = HairLock(knots: [], width: 0.07 * hair.volume, thickness: 0.035 * hair.volume)
      strand.growth = 0.3
      strand.taper = 0.3
      strand.shade = shade(&dice)
      pieces.append(
        strand.patch(along: path, shares: shares, tone, normals: path.map { ($0 - center).normalized }))
    }
    hairdo.hair = Patch.joined(pieces)
    return hairdo
  }

  /// A tail behind.
  func ponytail() -> Hairdo {
    var dice = dice
    let tie = (azimuth: 180.0, elevation: 38.0)
    var hairdo = gathered(tie, &dice)
    let out = Scalp.direction(tie.azimuth, tie.elevation)
    let seat = scalp.place(out, offset: 0.03)
    let leave = (out + Vector(0, 0.35, 0)).normalized
    hairdo.piece = band(at: seat + leave * 0.05, along: leave, radius: 0.075)
    let length = 0.95 * hair.length
    let middle = catmullRom(
      [
        seat, seat + leave * 0.14, seat + Vector(0, 0.03, -0.27), seat + Vector(0, -0.3 * length, -0.34),
        seat + Vector(0, -0.68 * length, -0.29), seat + Vector(0, -length, -0.27),
      ], at: ramp(0, 1, 16))
    let along = tangents(middle)
    var strands: [Patch] = []
    for i in 0..<11 {
      let angle = Double(i) / 10 * 2 * .pi
      let reach = i == 10 ? 0 : 0.075 + dice.spread(0.012)
      let end = 1 - 0.12 * dice.share()
      let shares = ramp(0, 1, 16)
      var path: [Vector] = []
      var normals: [Vector] = []
      for (k, t) in shares.enumerated() {
        let side = cross(along[k], Vector(1, 0, 0)).normalized
        let round = Vector(1, 0, 0) * cos(angle + t * 1.1) + side * sin(angle + t * 1.1)
        let swell = sin(.pi * min(0.16 + t * 0.84, 1)) + 0.1
        let p = mix(middle[0], middle[k], k == 0 ? 1 : 0.85 + 0.15 * end)
        path.append(
          p + round * (reach * swell) + Vector(1, 0, 0) * (0.02 * hair.wave * sin(t * 9 + angle * 0.3) * t))
        normals.append(i == 10 ? Vector(0, 0, -1) : round)
      }
      var strand = HairLock(knots: [], width: 0.075 * hair.volume, thickness: 0.045)
      strand.growth = 0.25
      strand.taper = 0.5
      strand.shade = shade(&dice)
      strands.append(strand.patch(along: path, shares: shares, tone, normals: normals))
    }
    let tail = HangChain(name: "HairTail", points: [3, 6, 9, 12, 15].map { middle[$0] }, radius: 0.08)
    hairdo.hair = Patch.joined([hairdo.hair, Patch.joined(strands).hanging(on: tail)])
    return hairdo
  }

  /// The cap and locks from every place of the hairline to the tie.
  private func gathered(_ tie: (azimuth: Double, elevation: Double), _ dice: inout Dice) -> Hairdo {
    let line = hairline([
      (0, 47), (22, 45), (45, 35), (62, 15), (74, 4), (86, 4), (98, -8), (130, -28), (180, -36),
    ])
    var pieces: [Patch] = []
    let end = Scalp.direction(tie.azimuth, tie.elevation)
    for i in 0..<34 {
      let a = -180 + 360 * (Double(i) + 0.5) / 34
      let e = interpolate(abs(a), line)
      // Low roots stand at the nape, under the horizon: bring them up on the way.
      let root = Vector(a, e - 1, 0.006)
      let drop = max(-e / 90, 0)
      let from = Scalp.direction(a, e)
      let shares = ramp(0, 1, 12)
      let path = shares.map { t -> Vector in
        let d = mix(from, end, t * t * (3 - 2 * t) * 0.4 + t * 0.6).normalized
        let rise = 0.008 + 0.052 * hair.volume * sin(.pi * min(t * 1.25, 1) * 0.5)
        return t == 0
          ? scalp.place(root, tuck: 0.12, hug: 0.9)
          : scalp.place(d, offset: rise, drop: drop * (1 - t) * (1 - t), tuck: 0.12, hug: 0.9)
      }
      var comb = HairLock(knots: [], width: 0.072, thickness: 0.03)
      comb.growth = 0.3
      comb.taper = 0.22
      comb.shade = shade(&dice)
      comb.root = 0.86
      pieces.append(comb.patch(along: path, shares: shares, tone))
    }
    // Two thin strands frame the face.
    for side in [1.0, -1] {
      var strand = lock(
        [
          (50 * side, 42, 0.02), (62 * side, 26, 0.05), (69 * side, 2, 0.045), (67 * side, -28, 0.022),
          (69 * side, -42 * hair.length, 0.01),
        ], 0.03, 0.022)
      strand.stations = 12
      strand.wave = 0.014 * hair.wave
      pieces.append(strand.patch(on: scalp, tone))
    }
    var hairdo = Hairdo()
    hairdo.hair = joined(HairCap(hairline: line, thickness: 0.035 * hair.volume, hug: 0.9), [], pieces)
    return hairdo
  }

  /// A ring round a tie.
  private func band(at center: Vector, along axis: Vector, radius: Double) -> Patch {
    let u = cross(Vector(1, 0, 0), axis).normalized
    let v = cross(axis, u)
    return ringPatch(
      center: center, u: u, v: v, radius: radius, thickness: 0.026, color: look.palette.accent)
  }
}

/// A torus in the plane of two unit vectors.
func ringPatch(
  center: Vector, u: Vector, v: Vector, radius: Double, thickness: Double, color: Vector, rings: Int = 20,
  section: Int = 7
) -> Patch {
  var positions: [Vector] = []
  var middles: [Vector] = []
  let axis = cross(u, v)
  for i in 0..<rings {
    let a = Double(i) / Double(rings) * 2 * .pi
    let out = u * cos(a) + v * sin(a)
    for j in 0..<section {
      let t = Double(j) / Double(section) * 2 * .pi
      middles.append(center + out * radius)
      positions.append(center + out * (radius + thickness * cos(t)) + axis * (thickness * sin(t)))
    }
  }
  var triangles: [UInt32] = []
  for i in 0..<rings {
    for j in 0..<section {
      let a = UInt32(i * section + j)
      let b = UInt32(i * section + (j + 1) % section)
      let c = UInt32((i + 1) % rings * section + (j + 1) % section)
      let d = UInt32((i + 1) % rings * section + j)
      triangles += [a, b, c, a, c, d]
    }
  }
  return Patch(positions: positions, triangles: triangles, color: color).facingAway { middles[$0] }
}
