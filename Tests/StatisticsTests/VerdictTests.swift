import Statistics
import Testing

@Suite("Verdict")
struct VerdictTests {
  private let gain: [Double] = [0.10, 0.14, 0.12, 0.09, 0.15, 0.11, 0.13, 0.12]

  private func compare(
    _ differences: [Double], _ direction: PairedComparison.Direction = .higherIsBetter,
    margin: Double? = nil
  ) throws -> Verdict {
    let a = [Double?](repeating: 0, count: differences.count)
    return try PairedComparison(a: a, b: differences, direction: direction, margin: margin, seed: 1).verdict
  }

  @Test("the direction of the metric decides between better and worse")
  func direction() throws {
    let loss = gain.map { -$0 }
    #expect(try compare(gain).outcome == .better)
    #expect(try compare(loss).outcome == .worse)
    #expect(try compare(gain, .lowerIsBetter).outcome == .worse)
    #expect(try compare(loss, .lowerIsBetter).outcome == .better)
    #expect(try compare(gain, .neutral).outcome == .higher)
    #expect(try compare(loss, .neutral).outcome == .lower)
    #expect(try compare(gain, .closerToZeroIsBetter).outcome == .worse)
  }

  @Test("says the numbers in one line")
  func sentence() throws {
    let text = try compare(gain, .neutral).description
    #expect(text.hasPrefix("B is higher: +0.120 [0.1"))
    #expect(text.hasSuffix("], p = 0.0078, n = 8"))
  }

  @Test("an interval wholly inside the margin is equivalence, whatever the direction and p say")
  func equivalence() throws {
    let small = [0.01, -0.02, 0.02, -0.01, 0.015, -0.015, 0.005, -0.005]
    let a = [Double?](repeating: 1, count: 8)
    func verdict(_ differences: [Double], _ direction: PairedComparison.Direction) throws -> Verdict {
      try PairedComparison(
        a: a, b: differences.map { 1 + $0 }, direction: direction, margin: 0.05, seed: 1
      ).verdict
    }
    let same = try verdict(small, .closerToZeroIsBetter)
    #expect(same.outcome == .equivalent)
    #expect(same.description.hasPrefix("equivalent (a difference of the margin 0.05"))
    for direction in PairedComparison.Direction.allCases {
      #expect(try verdict(small, direction).outcome == .equivalent)
      // A difference that is surely there is still too small to matter.
      #expect(try verdict(small.map { $0 - 0.025 }, direction).outcome == .equivalent)
    }
    // A gain that may be as large as the margin is no equivalence.
    let wide = [-0.2, 0.04, -0.15, 0.03, -0.1, 0.05, 0.02, 0.01]
    #expect(try verdict(wide, .closerToZeroIsBetter).outcome == .noWorse)
  }

  @Test("claims nothing for fewer than six pairs, however clear")
  func fewPairs() throws {
    let four = try compare([5, 6, 5, 6])
    #expect(four.outcome == .noClaim)
    #expect(four.description.hasPrefix("no significance claim (n = 4 < 6): B - A = +5.5"))
    #expect(try compare([5, 6, 5, 6, 5], margin: 1).outcome == .noClaim)
    #expect(try compare([5, 6, 5, 6, 5, 6]).outcome == .better)
  }

  @Test("shows no difference where the interval holds 0")
  func none() throws {
    let verdict = try compare([0.1, -0.12, 0.05, -0.02, 0.03, -0.06, 0.01])
    #expect(verdict.outcome == .noDifferenceShown)
    #expect(verdict.description.hasPrefix("no difference shown: -0.00"))
  }

  @Test("claims nothing when the interval excludes 0 and p does not reach .05")
  func intervalAlone() throws {
    let values: [Double?] = [1, 1.1, 0.9, 1, 1.2, -0.1]
    let comparison = try PairedComparison(
      a: [Double?](repeating: 0, count: 6), b: values, direction: .higherIsBetter, seed: 1)
    #expect(try #require(comparison.interval.value).excludesZero)
    #expect(comparison.p == 4.0 / 64)
    #expect(comparison.verdict.outcome == .noDifferenceShown)
  }

  @Test("decides against the margin by the interval")
  func margin() throws {
    let small = [0.01, -0.02, 0.015, -0.005, 0.02, -0.01, 0.0]
    #expect(try compare(small, margin: 0.05).outcome == .equivalent)
    #expect(try compare(small, .lowerIsBetter, margin: 0.05).outcome == .equivalent)
    #expect(try compare(small, .neutral, margin: 0.05).outcome == .equivalent)
    let wide = [0.01, -0.02, 0.2, -0.005, 0.1, -0.01, 0.0]
    #expect(try compare(wide, margin: 0.05).outcome == .noWorse)
    let open = try compare(small, margin: 0.001)
    #expect(open.outcome == .noDifferenceShown)
    #expect(open.description.contains("a loss of the margin 0.001 is not ruled out"))
    #expect(try compare(gain.map { -$0 / 10 }, margin: 0.05).outcome == .equivalent)
    #expect(
      try compare(gain.map { -$0 }, margin: 0.05).description.contains(
        "worse (lower) by more than the margin"))
    #expect(try compare(gain, margin: 0.05).description.contains("better (higher) by more than the margin"))
    #expect(try compare(gain, margin: 0.11).description.hasPrefix("B is better (higher): "))
  }

  @Test("sides with the same values are equal, with or without a margin; equal distances alone are not")
  func equal() throws {
    let values: [Double?] = [0, 0, 0, 1, 2, 3]
    for margin in [nil, 0.5] {
      let same = try PairedComparison(
        a: values, b: values, direction: .lowerIsBetter, margin: margin, seed: 1
      ).verdict
      #expect(same.outcome == .equal)
      #expect(same.description.hasPrefix("equal in every unit: "))
    }
    let turned = values.map { $0.map { -$0 } }
    let far = try PairedComparison(a: values, b: turned, direction: .closerToZeroIsBetter, seed: 1).verdict
    #expect(far.outcome == .noDifferenceShown)
  }

  @Test("one pair is undefined, with the reason")
  func undefined() throws {
    let verdict = try compare([1])
    #expect(verdict.outcome == .undefined)
    #expect(verdict.description.hasPrefix("undefined (independent pairs with both values defined: 1 given"))
  }

  @Test("no nonzero bound prints as zero")
  func smallNumbers() throws {
    let verdict = try compare([1e-5, 2e-5, 1e-5, 3e-5, 2e-5, 1e-5, 400])
    #expect(!verdict.description.contains("[0.0,"))
    #expect(!(try compare(gain.map { $0 * 1e-12 })).description.contains("+0.0"))
  }
}
