import Statistics
import Testing

@Suite("Effect sizes")
struct PairedEffectsTests {
  @Test(
    "reproduces the goldens, without and with ties", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"),
    arguments: [("effects", "paired_a", "paired_b"), ("effects_ties", "rating_a", "rating_b")])
  func golden(name: String, first: String, second: String) throws {
    let golden = try Golden(name)
    let effects = try PairedEffects(
      treatment: try Golden.column(first), baseline: try Golden.column(second))
    #expect(golden.agrees(effects.meanDifference, try golden.number("mean_diff")))
    #expect(golden.agrees(try #require(effects.dz.value), try golden.number("dz")))
    #expect(golden.agrees(try #require(effects.gz.value), try golden.number("g_z")))
    #expect(golden.agrees(try #require(effects.rankBiserial.value), try golden.number("rank_biserial")))
    #expect(golden.agrees(effects.cliffsDelta, try golden.number("cliffs_delta")))
  }

  @Test("swapping flips every sign")
  func swap() throws {
    let a = [0.2, 0.5, 0.4, 0.9]
    let b = [0.3, 0.1, 0.6, 0.95]
    let forth = try PairedEffects(treatment: b, baseline: a)
    let back = try PairedEffects(treatment: a, baseline: b)
    #expect(forth.meanDifference == -back.meanDifference)
    #expect(forth.dz.value == back.dz.value.map { -$0 })
    #expect(forth.gz.value == back.gz.value.map { -$0 })
    #expect(forth.rankBiserial.value == back.rankBiserial.value.map { -$0 })
    #expect(forth.cliffsDelta == -back.cliffsDelta)
  }

  @Test("a constant difference has no standardised effect")
  func constant() throws {
    // In Double 0.3 - 0.2 and 0.8 - 0.7 differ in the last place: rounding is not variance.
    let effects = try PairedEffects(treatment: [0.3, 0.8, 0.5], baseline: [0.2, 0.7, 0.4])
    #expect(effects.dz == .undefined(.zeroVariance(what: "differences")))
    #expect(effects.gz.value == nil)
    #expect(effects.rankBiserial == .value(1))
  }

  @Test("two pairs have no small-sample effect, one pair has no d_z, none has nothing")
  func few() throws {
    let two = try PairedEffects(treatment: [1, 3], baseline: [0, 1])
    #expect(two.dz.value != nil)
    #expect(two.gz == .undefined(.tooFew(what: "differences", needed: 3, given: 2)))
    #expect(try PairedEffects(treatment: [1], baseline: [0]).dz.value == nil)
    #expect(throws: StatisticsError.self) { try PairedEffects(treatment: [], baseline: []) }
    #expect(throws: StatisticsError.self) { try PairedEffects(treatment: [1], baseline: [1, 2]) }
    #expect(throws: StatisticsError.self) { try PairedEffects(treatment: [.infinity], baseline: [1]) }
  }
}
