import Foundation

/// Short hair: shingles of small locks that follow a flow over the scalp.
extension Barber {
  /// Short at the sides, tousled and swept up on top.
  func crop() -> Hairdo {
    var dice = dice
    let line = hairline([
      (0, 49), (25, 47), (48, 36), (62, 24), (74, 6), (84, 4), (98, -6), (130, -30), (180, -38),
    ])
    var locks = shingles(line: line, rows: 9, length: 31, lift: 0.022, &dice)
    for i in 0..<13 {
      // The top: roots behind the forehead, swept up and to the side in tufts.
      let u = Double(i) / 12
      let a = mix(-58, 58, u) + dice.spread(4)
      let lean = hair.parting >= 0 ? -14.0 : 14
      let line = interpolate(abs(a), line)
      var tuft = lock(
        [
          (a * 1.06 - lean * 0.6, line + 21, 0.03), (a - lean * 0.3, line + 16, 0.11),
          (a + lean * 0.3, line + 5, 0.15 + dice.spread(0.015)),
          (a + lean + dice.spread(4), line - 4 + dice.spread(4), 0.11 + dice.spread(0.02)),
        ],
        0.064, 0.042)
      tuft.stations = 10
      tuft.growth = 0.25
      tuft.shade = shade(&dice)
      locks.append(tuft)
    }
    for i in 0..<34 {
      let a = -180 + 360 * Double(i) / 34 + dice.spread(8)
      let e = 58 + dice.spread(8)
      let lean = dice.spread(18)
      var tuft = lock(
        [
          (a - lean, e + 20, 0.04), (a - lean * 0.4, e + 10, 0.12), (a + lean * 0.4, e - 6, 0.125),
          (a + lean, e - 22, 0.075),
        ], 0.062, 0.04)
      tuft.stations = 9
      tuft.isFine = true
      tuft.taper = 0.7
      tuft.shade = shade(&dice)
      locks.append(tuft)
    }
    var hairdo = Hairdo()
    hairdo.hair = joined(
      HairCap(hairline: line, thickness: 0.035 * hair.volume, shade: 0.72, hug: 0.85), locks)
    return hairdo
  }

  /// Combed back from the forehead, close at the sides.
  func swept() -> Hairdo {
    var dice = dice
    let line = hairline([
      (0, 50), (22, 49), (40, 44), (56, 32), (68, 14), (78, 4), (86, 2), (98, -8), (130, -28), (180, -36),
    ])
    var locks = shingles(line: line, rows: 9, length: 27, lift: 0.016, &dice)
    let side = hair.parting >= 0 ? 1.0 : -1
    for row in 0..<4 {
      let count = row == 0 ? 12 : 10
      for i in 0..<count {
        // Combed straight back: the way over the crown keeps its distance from the middle.
        let u = mix(-1, 1, (Double(i) + (row % 2 == 0 ? 0.5 : 0.25)) / Double(count))
        let x = 0.8 * u
        let azimuth = u * 64
        let start =
          row == 0
          ? atan2(sin(radians(interpolate(abs(azimuth), line) + 1)), cos(radians(azimuth))) * 180 / .pi
          : 44 + 27 * Double(row) + dice.spread(4)
        let reach = 62 + dice.spread(6)
        let high = (row == 0 ? 0.085 : 0.07) * (1 - 0.45 * u * u) + 0.02 * bell((u - 0.3 * side) / 0.5)
        let lean = side * -0.05
        let knots = [(0.0, row == 0 ? 0.008 : 0.03), (0.16, 0.75), (0.45, 1.0), (0.75, 0.8), (1, 0.5)].map {
          address(x: x + lean * $0.0, turn: start + reach * $0.0, $0.0 == 0 ? $0.1 : $0.1 * high)
        }
        var comb = lock(knots, 0.074, 0.034)
        comb.stations = 8
        comb.growth = 0.25
        comb.taper = 0.5
        comb.shade = shade(&dice)
        comb.root = row == 0 ? 0.86 : 0.78
        locks.append(comb)
      }
    }
    var hairdo = Hairdo()
    hairdo.hair = joined(HairCap(hairline: line, thickness: 0.034 * hair.volume, hug: 0.85), locks)
    return hairdo
  }

  /// An address on an arc over the head: `x` to the left and degrees up from the front.
  private func address(x: Double, turn: Double, _ offset: Double) -> (Double, Double, Double) {
    let run = max(1 - x * x, 0.01).squareRoot()
    let t = radians(turn)
    let d = Vector(x, run * sin(t), run * cos(t))
    return (atan2(d.x, d.z) * 180 / .pi, asin(d.y) * 180 / .pi, offset)
  }

  /// Locks rooted all over the scalp below the crown, each falling from the whorl over the next one down.
  func shingles(
    line: [(x: Double, y: Double)], rows: Int, length: Double, lift: Double, _ dice: inout Dice
  ) -> [HairLock] {
    var out: [HairLock] = []
    for row in 0..<rows {
      let e = 58 - Double(row) * 101 / Double(rows)
      let count = Int(9 + 15 * cos(radians(max(e, 0))))
      for i in 0..<count {
        let a = -180 + 360 * (Double(i) + (row % 2 == 0 ? 0 : 0.5)) / Double(count) + dice.spread(4)
        let wrapped = a > 180 ? a - 360 : a
        let low = interpolate(abs(wrapped), line)
        guard abs(wrapped) > 56, e > low - 2 else { continue }
        // Back at the sides, down behind.
        let drift = (wrapped < 0 ? -1 : 1) * 16 * smoothstep(150, 80, abs(wrapped))
        let end = max(e - length * hair.length + dice.spread(5), low - 5)
        let thin = smoothstep(low - 2, low + 34, e)
        let rise = lift + 0.012 + 0.024 * thin
        var lock = lock(
          [
            (wrapped - drift * 0.4, e + 9, 0.02), (wrapped + drift * 0.2, mix(e, end, 0.4), rise),
            (wrapped + drift, end, lift * 0.45),
          ], 0.058, 0.02)
        lock.stations = 6
        lock.isFine = true
        lock.hug = 0.85
        lock.growth = 0.15
        lock.taper = 0.6
        lock.shade = shade(&dice)
        lock.root = 0.86
        out.append(lock)
      }
    }
    return out
  }
}
