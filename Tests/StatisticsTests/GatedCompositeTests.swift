import Foundation
import Statistics
import Testing

@Suite("The gated geometric composite")
struct GatedCompositeTests {
  @Test("The reference is 1, the cheat 0, what lies beyond is clipped, whichever way is better")
  func component() throws {
    #expect(try GatedComposite.component(0.6, cheat: 0.2, reference: 0.8) == (0.6 - 0.2) / (0.8 - 0.2))
    #expect(try GatedComposite.component(0.9, cheat: 0.2, reference: 0.8) == 1)
    #expect(try GatedComposite.component(-3, cheat: 0.2, reference: 0.8) == 0)
    #expect(throws: StatisticsError.self) { try GatedComposite.component(1, cheat: 0.8, reference: 0.8) }
    #expect(throws: StatisticsError.self) { try GatedComposite.component(.nan, cheat: 0, reference: 1) }
  }

  @Test("It is the weighted geometric mean with a floor, times the gate")
  func value() throws {
    let value = try GatedComposite(components: [0.25, 1, 0], weights: [0.5, 0.25, 0.25], gate: 1).value
    #expect(abs(value - 100 * 0.5 * pow(0.01, 0.25)) < 1e-10)
    #expect(abs(try GatedComposite(components: [1, 1], weights: [0.3, 0.7], gate: 1).value - 100) < 1e-12)
    #expect(try GatedComposite(components: [1], weights: [1], gate: 0).value == 0)
    #expect(throws: StatisticsError.self) { try GatedComposite(components: [1], weights: [0.9], gate: 1) }
    #expect(throws: StatisticsError.self) { try GatedComposite(components: [2], weights: [1], gate: 1) }
  }

  @Test("Raising a component never lowers it: seeded draws")
  func monotone() throws {
    var generator = SplitMix64(seed: 2)
    func unit() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    for _ in 0..<200 {
      var components = (0..<4).map { _ in unit() }
      let before = try GatedComposite(components: components, weights: [0.1, 0.2, 0.3, 0.4], gate: 1).value
      components[Int(unit() * 4)] = 1
      #expect(
        try GatedComposite(components: components, weights: [0.1, 0.2, 0.3, 0.4], gate: 1).value >= before)
    }
  }

  @Test("Who is better in every component stays first under every weighting")
  func dominating() throws {
    let stability = try WeightStability(
      components: [[0.9, 0.8], [0.3, 0.5]], gates: [1, 1], weights: [0.5, 0.5], seed: 1)
    #expect(stability.keepsOrder == 1 && stability.first == [1, 0] && stability.draws == 1000)
  }

  @Test("Two that are each better in one of two components keep their order in about half of the draws")
  func balanced() throws {
    let stability = try WeightStability(
      components: [[0.9, 0.3], [0.3, 0.899]], gates: [1, 1], weights: [0.5, 0.5], seed: 1)
    #expect((0.42...0.58).contains(stability.keepsOrder))
    #expect(abs(stability.first[0] + stability.first[1] - 1) < 1e-12)
    let again = try WeightStability(
      components: [[0.9, 0.3], [0.3, 0.899]], gates: [1, 1], weights: [0.5, 0.5], seed: 1)
    #expect(stability == again)
  }
}
