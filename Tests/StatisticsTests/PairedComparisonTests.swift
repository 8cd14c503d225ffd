import Statistics
import Testing

@Suite("Paired comparison")
struct PairedComparisonTests {
  private func scores(_ n: Int, seed: UInt64, shift: Double = 0) -> [Double?] {
    var generator = LinearCongruentialGenerator(seed: seed)
    return (0..<n).map { _ in generator.normal() + shift }
  }

  @Test("a strategy compared with itself: d = 0, p = 1", arguments: [2, 8, 25])
  func itself(n: Int) throws {
    let a = scores(n, seed: 1)
    let comparison = try PairedComparison(a: a, b: a, direction: .higherIsBetter, seed: 3)
    #expect(comparison.meanDifference == .value(0))
    #expect(comparison.p == 1)
    #expect(comparison.interval.value?.low == 0 && comparison.interval.value?.high == 0)
    #expect(comparison.verdict.outcome == .equal)
    #expect(comparison.effects.value?.dz.value == nil)
    #expect(comparison.wilcoxon.value == nil)
  }

  @Test("swapping flips every sign and leaves p, bit for bit", arguments: [3, 9, 14, 40])
  func swap(n: Int) throws {
    let a = scores(n, seed: 1)
    let b = scores(n, seed: 2, shift: 0.7)
    let labels = (0..<n).map { "conversation \($0 / 2)" }
    for clusters in [nil, labels] {
      let forth = try PairedComparison(a: a, b: b, clusters: clusters, direction: .higherIsBetter, seed: 3)
      let back = try PairedComparison(a: b, b: a, clusters: clusters, direction: .higherIsBetter, seed: 3)
      #expect(back.meanDifference.value == forth.meanDifference.value.map { -$0 })
      #expect(back.interval.value == forth.interval.value?.negated)
      #expect(back.p == forth.p)
      #expect(back.test == forth.test)
      #expect(back.wilcoxon.value?.p == forth.wilcoxon.value?.p)
      #expect(back.effects.value?.dz.value == forth.effects.value?.dz.value.map { -$0 })
      let opposite: [Verdict.Outcome: Verdict.Outcome] = [.better: .worse, .worse: .better]
      #expect(back.verdict.outcome == opposite[forth.verdict.outcome] ?? forth.verdict.outcome)
    }
  }

  @Test("the order of the pairs changes no digit", arguments: [7, 30])
  func order(n: Int) throws {
    let a = scores(n, seed: 1)
    let b = scores(n, seed: 2, shift: 0.4)
    let labels = (0..<n).map { "c\($0 / 3)" }
    let given = try PairedComparison(a: a, b: b, clusters: labels, seed: 3)
    let reversed = try PairedComparison(
      a: a.reversed(), b: b.reversed(), clusters: labels.reversed(), seed: 3)
    #expect(given == reversed)
  }

  @Test("duplicating every clip does not narrow a clustered interval", arguments: [8, 24])
  func duplicates(n: Int) throws {
    let a = scores(n, seed: 5)
    let b = scores(n, seed: 6, shift: 0.3)
    let labels = (0..<n).map { "c\($0)" }
    let once = try PairedComparison(a: a, b: b, clusters: labels, seed: 3)
    let twice = try PairedComparison(a: a + a, b: b + b, clusters: labels + labels, seed: 3)
    let careless = try PairedComparison(a: a + a, b: b + b, seed: 3)
    func width(_ comparison: PairedComparison) throws -> Double {
      let interval = try #require(comparison.interval.value)
      return interval.high - interval.low
    }
    #expect(try width(twice) > 0.98 * (try width(once)))
    #expect(try width(careless) < 0.85 * (try width(once)))
    #expect(twice.p == once.p)
    #expect(twice.n == n && twice.pairs == 2 * n)
    #expect(twice.effects.value?.gz == once.effects.value?.gz)
  }

  @Test("undefined values drop their pair, are counted and are never zero")
  func undefined() throws {
    let a: [Double?] = [1, nil, 3, 4, 5, nil, 7, 8]
    let b: [Double?] = [2, 9, nil, 5, 6, nil, 8, 9]
    let comparison = try PairedComparison(a: a, b: b, seed: 3)
    #expect(comparison.pairs == 5)
    #expect(comparison.dropped == 3)
    #expect(comparison.meanDifference == .value(1))
    #expect(comparison.notes.contains("3 of 8 pairs dropped: a value is undefined or its take is missing"))
  }

  @Test("none, one, two and three pairs", arguments: 0...3)
  func few(n: Int) throws {
    let a = (0..<n).map { Double?(Double($0)) }
    let b = (0..<n).map { Double?(2 * Double($0) + 1) }
    let comparison = try PairedComparison(a: a, b: b, seed: 3)
    #expect(comparison.n == n)
    #expect((comparison.meanDifference.value != nil) == (n > 0))
    #expect((comparison.interval.value != nil) == (n > 1))
    #expect((comparison.p != nil) == (n > 1))
    #expect(comparison.verdict.outcome == (n < 2 ? .undefined : .noClaim))
  }

  @Test("pairs of a single conversation are one observation")
  func oneCluster() throws {
    let comparison = try PairedComparison(
      a: scores(9, seed: 1), b: scores(9, seed: 2), clusters: [String](repeating: "c", count: 9), seed: 3)
    #expect(comparison.n == 1)
    #expect(comparison.meanDifference.value != nil)
    #expect(comparison.verdict.outcome == .undefined)
  }

  @Test("clusters of unlike size weigh by their pairs in the mean and in the test")
  func unlikeClusters() throws {
    let comparison = try PairedComparison(
      a: [0, 0, 0, 0, 0], b: [1, 1, 1, -2, -0.5], clusters: ["x", "x", "x", "y", "z"], seed: 3)
    #expect(comparison.n == 3 && comparison.pairs == 5)
    #expect(abs(try #require(comparison.meanDifference.value) - 0.1) < 1e-15)
    // Sums 3, -2, -0.5: every pattern reaches 0.5. Means 1, -2, -0.5 would give 6 of 8.
    #expect(comparison.p == 1)
  }

  @Test("a mirrored set of differences has a mirrored interval")
  func symmetric() throws {
    let a = [Double?](repeating: 0, count: 14)
    let b: [Double?] = (1...7).flatMap { [Double($0), -Double($0)] }
    let interval = try #require(try PairedComparison(a: a, b: b, seed: 3).interval.value)
    #expect(interval.low == -interval.high && interval.high > 0)
  }

  @Test("closer to zero compares distances")
  func closer() throws {
    let a: [Double?] = [-1.0, 1.1, -0.9, 1.2, -1.3, 0.8, -1.05]
    let b: [Double?] = [0.1, -0.2, 0.15, 0.1, -0.1, 0.2, 0.05]
    let comparison = try PairedComparison(a: a, b: b, direction: .closerToZeroIsBetter, seed: 3)
    #expect(comparison.verdict.outcome == .better)
    #expect(comparison.verdict.description.hasPrefix("B is better (closer to zero): -0.9"))
  }

  @Test("refuses NaN, infinity, unlike lengths and a margin that is none")
  func refuses() {
    #expect(throws: StatisticsError.notFinite(what: "values of B", index: 1)) {
      try PairedComparison(a: [1, nil], b: [1, .nan], seed: 0)
    }
    #expect(throws: StatisticsError.notFinite(what: "values of A", index: 0)) {
      try PairedComparison(a: [.infinity], b: [1], seed: 0)
    }
    #expect(throws: StatisticsError.self) { try PairedComparison(a: [1], b: [1, 2], seed: 0) }
    #expect(throws: StatisticsError.self) {
      try PairedComparison(a: [1, 2], b: [1, 2], clusters: ["x"], seed: 0)
    }
    for margin in [0, -1, Double.nan, .infinity] {
      #expect(throws: StatisticsError.self) {
        try PairedComparison(a: [1, 2], b: [1, 2], margin: margin, seed: 0)
      }
    }
  }

  @Test("the default margin is half the spread of the reference sessions")
  func defaultMargin() throws {
    #expect(try PairedComparison.defaultMargin(referenceSessions: [1, 3, 5]) == 1)
    #expect(throws: StatisticsError.self) {
      try PairedComparison.defaultMargin(referenceSessions: [2, 2, 2])
    }
  }
}
