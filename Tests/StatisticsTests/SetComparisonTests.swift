import Foundation
import Statistics
import Testing

@Suite("Scores of whole sets, compared")
struct SetComparisonTests {
  private static func normals(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      (try? NormalDistribution.quantile((Double(generator.next() >> 11) + 0.5) * 0x1p-53)) ?? 0
    }
  }

  /// Median over the draws: a score that no single conversation has.
  private static func median(_ a: [Double], _ b: [Double]) -> ([SetComparison.Draw]) -> Double? {
    { draws in
      let values = draws.map { $0.isB ? b[$0.unit] : a[$0.unit] }.sorted()
      guard !values.isEmpty else { return nil }
      return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
    }
  }

  @Test("A clear difference is claimed, with the sides' own values")
  func clear() throws {
    let a = Self.normals(14, seed: 1)
    let b = Self.normals(14, seed: 2).map { $0 + 4 }
    let result = try SetComparison(
      conversations: 14, direction: .higherIsBetter, seed: 3, score: Self.median(a, b))
    #expect(result.verdict.outcome == .better)
    #expect(result.difference.value == (result.b ?? 0) - (result.a ?? 0))
    #expect((result.p.value ?? 1) < 0.05)
  }

  @Test("A set compared with itself gives difference 0 and p 1")
  func same() throws {
    for n in [4, 9, 15] {
      let a = Self.normals(n, seed: 5)
      let result = try SetComparison(conversations: n, seed: 3, score: Self.median(a, a))
      #expect(result.difference.value == 0)
      #expect(result.p.value == 1)
      #expect(result.interval.value?.low == 0 && result.interval.value?.high == 0)
    }
  }

  @Test("Swapping the sides flips every sign and keeps p, to the last bit", arguments: [7, 13])
  func swapped(n: Int) throws {
    let a = Self.normals(n, seed: 8)
    let b = Self.normals(n, seed: 9).map { $0 * 1.5 + 0.4 }
    let there = try SetComparison(conversations: n, seed: 4, score: Self.median(a, b))
    let back = try SetComparison(conversations: n, seed: 4, score: Self.median(b, a))
    #expect(there.difference.value == back.difference.value.map { 0 - $0 })
    #expect(there.p.value == back.p.value)
    #expect(there.interval.value == back.interval.value?.negated)
  }

  @Test("For a mean the exchange test is the exact sign-flip test")
  func signFlip() throws {
    let a = Self.normals(9, seed: 21)
    let b = Self.normals(9, seed: 22).map { $0 + 0.7 }
    let result = try SetComparison(conversations: 9, seed: 1) { draws in
      draws.reduce(0) { $0 + ($1.isB ? b[$1.unit] : a[$1.unit]) } / Double(draws.count)
    }
    let flips = try SignFlipTest(differences: zip(b, a).map { $0 - $1 }, seed: 1)
    #expect(abs((result.p.value ?? 0) - flips.p) < 1e-12)
  }

  @Test("Under no difference p below .05 is rare: seeded trials")
  func falseClaims() throws {
    var claims = 0
    for trial in 0..<120 {
      let a = Self.normals(8, seed: UInt64(100 + trial))
      let b = Self.normals(8, seed: UInt64(5000 + trial))
      let result = try SetComparison(
        conversations: 8, seed: UInt64(trial), resamples: 20, score: Self.median(a, b))
      if (result.p.value ?? 1) < 0.05 { claims += 1 }
    }
    // 5 % of 120 is 6; three standard errors more are 13.
    #expect(claims <= 13)
  }

  @Test("The interval covers the true difference about as often as it says")
  func coverage() throws {
    var covered = 0
    let trials = 150
    for trial in 0..<trials {
      let a = Self.normals(30, seed: UInt64(900 + trial))
      let noise = Self.normals(30, seed: UInt64(7000 + trial))
      let b = zip(a, noise).map { $0 + 0.5 + 0.5 * $1 }
      let result = try SetComparison(conversations: 30, seed: UInt64(trial), resamples: 300, permutations: 19)
      {
        draws in draws.reduce(0) { $0 + ($1.isB ? b[$1.unit] : a[$1.unit]) } / Double(draws.count)
      }
      if let bounds = result.interval.value, bounds.low <= 0.5, bounds.high >= 0.5 { covered += 1 }
    }
    #expect((0.87...0.99).contains(Double(covered) / Double(trials)))
  }

  @Test("One conversation, and a score without a value, have no interval and no p")
  func undefined() throws {
    let one = try SetComparison(conversations: 1, seed: 1) { _ in 3 }
    #expect(one.p.value == nil && one.interval.value == nil && one.verdict.outcome == .undefined)
    let none = try SetComparison(conversations: 8, seed: 1) { $0.first?.isB == true ? 1 : nil }
    #expect(none.difference.value == nil && none.verdict.outcome == .undefined)
    #expect(throws: StatisticsError.self) {
      try SetComparison(conversations: 8, margin: 0, seed: 1) { _ in 1 }
    }
  }

  @Test("Below six conversations nothing is claimed")
  func few() throws {
    let result = try SetComparison(conversations: 5, direction: .higherIsBetter, seed: 1) { draws in
      Double(draws.count { $0.isB })
    }
    #expect(result.verdict.outcome == .noClaim)
  }
}
