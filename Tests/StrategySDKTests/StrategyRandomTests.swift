import Testing

@testable import StrategySDK

@Suite struct StrategyRandomTests {
  @Test func aStreamIsItsSeedAndLabel() {
    var a = StrategyRandom(seed: 1, stream: "blink")
    var b = StrategyRandom(seed: 1, stream: "blink")
    var c = StrategyRandom(seed: 1, stream: "gaze")
    var d = StrategyRandom(seed: 2, stream: "blink")
    let first = a.next()
    #expect(first == b.next() && first != c.next() && first != d.next())
  }

  @Test func normalNumbersAreNormal() {
    var random = StrategyRandom(seed: 5, stream: "n")
    let values = (0..<20_000).map { _ in random.normal() }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.05)
  }

  @Test func unitStaysBelowOne() {
    var random = StrategyRandom(seed: 9, stream: "u")
    #expect((0..<10_000).allSatisfy { _ in (0..<1).contains(random.unit()) })
  }
}
