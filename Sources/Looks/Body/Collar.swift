import Foundation

/// What closes a top at the neck.
struct Collar {
  let look: LookParameters
  let shape: BodyShape

  /// The neckline: a ring round the neck, lower in front.
  private func neckline(_ azimuth: Double) -> Vector {
    let p = shape.place(-0.597, azimuth, ease: 0.006)
    return p + Vector(0, 0.006 - 0.02 * cos(azimuth), 0)
  }

  private func outwards(_ azimuth: Double) -> Vector { Vector(sin(azimuth), 0, cos(azimuth)) }

  /// A rolled or ribbed collar.
  func roll(radius: Double, height: Double, lift: Double, color: Vector) -> Patch {
    let rings = 28
    let section = 8
    var lattice = Lattice()
    var loops: [[Int]] = []
    for i in 0..<rings {
      let a = Double(i) / Double(rings) * 2 * .pi
      let center = neckline(a) + Vector(0, lift, 0)
      loops.append(
        lattice.add(
          (0..<section).map { j in
            let t = Double(j) / Double(section) * 2 * .pi
            // Leans in at the top, as the neck does.
            let lean = -0.25 * radius * sin(t)
            return center + outwards(a) * (radius * cos(t) + lean) + Vector(0, height * sin(t), 0)
          }))
    }
    for i in loops.indices { lattice.strip(loops[i], loops[(i + 1) % rings], color) }
    return lattice.patch { p in
      let a = atan2(p.x, p.z + 0.062)
      return neckline(a) + Vector(0, lift, 0)
    }
  }

  /// Two wings that stand at the neck and fold down to points in front.
  func wings(color: Vector) -> Patch {
    let stations = 31
    var lattice = Lattice()
    var loops: [[Int]] = []
    var middles: [Vector] = []
    for i in 0..<stations {
      let u = Double(i) / Double(stations - 1)
      let a = mix(0.1, 2 * .pi - 0.1, u)
      // 1 at both points in front, 0 at the nape.
      let front = pow(abs(2 * u - 1), 5)
      let base = neckline(a) + Vector(0, 0.004, 0)
      let out = outwards(a)
      let spread = out + Vector(sin(a) < 0 ? -1 : 1, 0, 0) * (0.9 * front)
      let stand = 0.044 - 0.012 * front
      let fall = 0.05 + 0.058 * front
      let reach = 0.034 + 0.03 * front
      let crest = base + Vector(0, stand, 0) - out * 0.008
      let tip = base + Vector(0, stand - fall, 0) + spread * reach + out * (0.012 * front)
      let section = [
        base - out * 0.006, crest - out * 0.003, crest + Vector(0, 0.006, 0) + out * 0.005,
        mix(crest, tip, 0.45) + out * 0.014 + Vector(0, 0.006, 0), tip + out * 0.006,
        tip - Vector(0, 0.006, 0),
        mix(crest, tip, 0.5) - out * 0.002,
      ]
      loops.append(lattice.add(section))
      middles.append(section.reduce(.zero, +) / Double(section.count))
    }
    for i in loops.indices.dropLast() { lattice.strip(loops[i], loops[i + 1], color) }
    lattice.cap(loops[0].reversed(), middles[0], color)
    lattice.cap(loops[stations - 1], middles[stations - 1], color)
    return lattice.patch { p in middles.min { ($0 - p).length < ($1 - p).length } ?? .zero }
  }
}
