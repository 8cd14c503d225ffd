import Statistics
import Testing

@Suite("Power of paired comparisons")
struct PairedPowerTests {
  @Test(
    "Power agrees with an independent noncentral t",
    arguments: [
      (0.5, 34, 0.8077775012792737), (0.5, 33, 0.7953658414875042), (0.3, 90, 0.8037942968932215),
      (0.2, 199, 0.8016910240370655), (1, 12, 0.8828916877291325), (0.8, 6, 0.3561737671580851),
    ])
  func power(dz: Double, pairs: Int, expected: Double) throws {
    #expect(abs(try PairedPower(pairs: pairs).power(dz: dz) - expected) < 1e-7)
    #expect(try PairedPower(pairs: pairs).power(dz: -dz) == PairedPower(pairs: pairs).power(dz: dz))
  }

  @Test("The published sizes come out: 34, 90 and 199 pairs", arguments: [(0.5, 34), (0.3, 90), (0.2, 199)])
  func sizes(dz: Double, pairs: Int) throws {
    #expect(try PairedPower.pairsNeeded(dz: dz) == pairs)
    #expect(abs(try PairedPower.rule(dz: dz) - Double(pairs)) < 1.5)
  }

  @Test("The detectable effect is found with the power asked for, and shrinks with more pairs")
  func detectable() throws {
    var last = Double.infinity
    for pairs in [2, 6, 20, 200] {
      let power = try PairedPower(pairs: pairs)
      let dz = try power.detectable()
      #expect(abs(try power.power(dz: dz) - 0.8) < 1e-9)
      #expect(dz < last)
      last = dz
    }
  }

  @Test("No effect has the level as its power, and no number of pairs shows it")
  func nothing() throws {
    #expect(abs(try PairedPower(pairs: 9).power(dz: 0) - 0.05) < 1e-9)
    #expect(throws: StatisticsError.self) { try PairedPower.pairsNeeded(dz: 0) }
    #expect(throws: StatisticsError.self) { try PairedPower.pairsNeeded(dz: 1e-9) }
    #expect(throws: StatisticsError.self) { try PairedPower(pairs: 1) }
  }

  @Test("A huge effect still needs the pairs that a claim needs")
  func huge() throws { #expect(try PairedPower.pairsNeeded(dz: 50) == Verdict.fewestPairs) }

  @Test("In a family no fewer pairs are promised than Holm's first step takes")
  func family() throws {
    #expect(PairedPower.fewestPairs(level: 0.05) == 6)
    #expect(
      PairedPower.fewestPairs(level: 0.05 / 14) == 10 && PairedPower.fewestPairs(level: 0.05 / 15) == 10)
    #expect(try PairedPower.pairsNeeded(dz: 50, level: 0.05 / 15) == 10)
    #expect(try PairedPower.pairsNeeded(dz: 0.5, level: 0.05 / 15) > 34)
  }

  @Test("A simulation of normal differences finds the effect as often as promised")
  func simulation() throws {
    var generator = SplitMix64(seed: 11)
    func unit() -> Double { (Double(generator.next() >> 11) + 0.5) * 0x1p-53 }
    var found = 0
    let rounds = 600
    for _ in 0..<rounds {
      let d = try (0..<12).map { _ in 0.9 + (try NormalDistribution.quantile(unit())) }
      if try SignFlipTest(differences: d, seed: 1).p < 0.05 { found += 1 }
    }
    let expected = try PairedPower(pairs: 12).power(dz: 0.9)
    // Three standard errors of a share of 600.
    #expect(abs(Double(found) / Double(rounds) - expected) < 0.05)
  }
}
