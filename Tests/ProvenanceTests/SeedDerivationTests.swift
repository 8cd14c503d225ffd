import Provenance
import Testing

@Suite("Seeds")
struct SeedDerivationTests {
  @Test("SplitMix64 gives the published sequence")
  func splitMix() {
    // First outputs for seed 1234567, from the reference implementation's documentation.
    var generator = SeededGenerator(seed: Seed(1_234_567))
    let first = (0..<5).map { _ in generator.next() }
    #expect(
      first == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("units lie in 0 ..< 1 with an even spread")
  func units() {
    var generator = SeededGenerator(seed: Seed(1))
    let values = (0..<20_000).map { _ in generator.unit() }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(values.reduce(0, +) / 20_000 - 0.5) < 0.01)
  }

  @Test("a part's seed depends on parent, labels and their borders only")
  func derivation() {
    let seed = Seed(7)
    #expect(seed.derive("r", "p") == Seed(7).derive("r", "p"))
    let others = [
      seed, seed.derive(), seed.derive("rp"), seed.derive("r"), seed.derive("p", "r"),
      seed.derive("r", "p", ""),
      seed.derive("", "rp"), Seed(8).derive("r", "p"), seed.derive("r", "p"),
    ]
    #expect(Set(others).count == others.count)
  }
}
