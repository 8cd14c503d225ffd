import Foundation

/// Short hair: shingles of small locks that follow a flow over the scalp.
extension Barber {
  /// Short at the sides, tousled and swept up on top.
  func crop() -> Hairdo {
    var dice = dice
    let line = hairline([
      (0, 49), (25, 47), (48, 36), (62, 24), (74, 6), (84, 4), (98, -6), (130, -30), (180, -38),
    ])
    var locks = shingles(line: line, rows: 9, length: 24, lift: 0.035, &dice)
    for i in 0..<13 {
      // The top: roots behind the forehead, swept up and to the side in tufts.
      let u = Double(i) / 12
      let a = mix(-58, 58, u) + dice.spread(4)
      let lean = hair.parting >= 0 ? -14.0 : 14
      let line = interpolate(abs(a), line)
      var tuft = lock(
        [(a * 1.06 - lean * 0.6, line + 21, 0.03), (a - lean * 0.3, line + 16, 0.11),
          (a + lean * 0.3, line + 5, 0.15 + dice.spread(0.015)),
          (a + lean + dice.spread(4), line - 4 + dice.spread(4), 0.11 + dice.spread(0.02))],
        0.072, 0.05)
      tuft.stations = 10
      tuft.growth = 0.25
      tuft.shade = shade(&dice)
      locks.append(tuft)
    }
    for i in 0..<22 {
      let a = -180 + 360 * Double(i) / 22 + dice.spread(8)
      let e = 58 + dice.spread(8)
      let lean = dice.spread(18)
      var tuft = lock(
        [(a - lean, e + 20, 0.04), (a - lean * 0.4, e + 10, 0.12), (a + lean * 0.4, e - 6, 0.125),
          (a + lean, e - 20, 0.085)], 0.08, 0.048)
      tuft.stations = 9
      tuft.shade = shade(&dice)
      locks.append(tuft)
    }
    var hairdo = Hairdo()
    hairdo.hair = joined(HairCap(hairline: line, thickness: 0.035 * hair.volume), locks)
    return hairdo
  }

  /// Combed back from the forehead, close at the sides.
  func swept() -> Hairdo {
    var dice = dice
    let line = hairline([
      (0, 50), (22, 49), (40, 44), (56, 32), (68, 14), (78, 4), (86, 2), (98, -8), (130, -28), (180, -36),
    ])
    var locks = shingles(line: line, rows: 9, length: 22, lift: 0.022, &dice)
    for row in 0..<3 {
      for i in 0..<11 {
        let u = (Double(i) + (row == 1 ? 0.5 : 0)) / 10.5
        let a = mix(-56, 56, u) + hair.parting * 0.3
        let e = interpolate(abs(a), line) + 1 + 9 * Double(row)
        let high = (0.115 - 0.02 * Double(row)) * (1 - 0.35 * abs(u * 2 - 1))
        // Over the crown to the back: from the direction of the root towards the nape's.
        let turn = a * 0.75 + hair.parting * 0.4 + dice.spread(3)
        var comb = lock(
          [(a, e, 0.012), (a * 0.98, e + 9, high * 0.9), (turn, min(e + 24, 82), high + 0.02),
            (180 - turn * 1.3, 74 - 6 * Double(row), 0.085), (180 - turn, 46 - 8 * Double(row), 0.055)],
          0.06, 0.036)
        comb.stations = 13
        comb.growth = 0.28
        comb.shade = shade(&dice)
        comb.root = 0.8
        locks.append(comb)
      }
    }
    var hairdo = Hairdo()
    hairdo.hair = joined(HairCap(hairline: line, thickness: 0.034 * hair.volume), locks)
    return hairdo
  }

  /// Locks rooted all over the scalp below the crown, each falling from the whorl over the next one down.
  func shingles(
    line: [(x: Double, y: Double)], rows: Int, length: Double, lift: Double, _ dice: inout Dice
  ) -> [HairLock] {
    var out: [HairLock] = []
    for row in 0..<rows {
      let e = 62 - Double(row) * 11.5
      let count = Int(9 + 13 * cos(radians(max(e, 0))))
      for i in 0..<count {
        let a = -180 + 360 * (Double(i) + (row % 2 == 0 ? 0 : 0.5)) / Double(count) + dice.spread(4)
        let wrapped = a > 180 ? a - 360 : a
        let low = interpolate(abs(wrapped), line)
        guard abs(wrapped) > 58, e > low - 2 else { continue }
        // Back at the sides, down behind.
        let drift = (wrapped < 0 ? -1 : 1) * 13 * smoothstep(150, 80, abs(wrapped))
        let end = max(e - length * hair.length + dice.spread(4), low - 5)
        let thin = smoothstep(low - 2, low + 30, e)
        var lock = lock(
          [(wrapped - drift * 0.3, e + 8, 0.02), (wrapped + drift * 0.2, mix(e, end, 0.4), lift + 0.02 + 0.02 * thin),
            (wrapped + drift, end, lift * 0.45)], 0.068, 0.03)
        lock.stations = 7
        lock.tuck = 0.3
        lock.shade = shade(&dice)
        lock.root = 0.8
        out.append(lock)
      }
    }
    return out
  }
}
