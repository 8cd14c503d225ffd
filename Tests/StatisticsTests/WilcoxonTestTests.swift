import Statistics
import Testing

@Suite("Wilcoxon signed-rank test")
struct WilcoxonTestTests {
  @Test(
    "reproduces exact and tied goldens", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"),
    arguments: [
      ("wilcoxon_exact", "paired_a", "paired_b", WilcoxonTest.Method.exact),
      ("wilcoxon_ties", "rating_a", "rating_b", .normal),
    ])
  func golden(name: String, first: String, second: String, method: WilcoxonTest.Method) throws {
    let golden = try Golden(name)
    let test = try WilcoxonTest(differences: try Golden.differences(first, second))
    #expect(golden.agrees(test.statistic, try golden.number("W")))
    #expect(golden.agrees(test.p, try golden.number("p")))
    #expect(test.method == method)
  }

  @Test("equals brute force over all sign patterns", arguments: [1, 2, 3, 5, 9])
  func bruteForce(n: Int) throws {
    let differences = (1...n).map { Double($0) * ($0 % 3 == 0 ? -1 : 1) }
    let test = try WilcoxonTest(differences: differences)
    var reached = 0
    for pattern in 0..<(1 << n) {
      let sum = (1...n).reduce(0) { $0 + (pattern >> ($1 - 1) & 1) * $1 }
      if Double(sum) <= test.statistic { reached += 1 }
    }
    #expect(abs(test.p - min(1, 2 * Double(reached) / Double(1 << n))) < 1e-15)
  }

  @Test("differences that tie but for rounding are tied")
  func roundingTies() throws {
    let test = try WilcoxonTest(differences: [0.3 - 0.1, 0.5 - 0.3, 0.9 - 0.7, 0.4])
    #expect(test.method == .normal)
    #expect(test.positiveRankSum == 10)
  }

  @Test("the normal form meets the exact one where both apply")
  func approximation() throws {
    let differences = (1...30).map { Double($0) * ($0 % 4 == 0 ? -1 : 1) }
    let exact = try WilcoxonTest(differences: differences)
    let normal = try WilcoxonTest(differences: differences + [31])
    #expect(exact.method == .exact && normal.method == .normal)
    #expect(abs(exact.p - normal.p) < 0.005)
  }

  @Test("is undefined without a nonzero difference")
  func undefined() {
    #expect(throws: StatisticsError.tooFew(what: "nonzero differences", needed: 1, given: 0)) {
      try WilcoxonTest(differences: [0, 0])
    }
    #expect(throws: StatisticsError.self) { try WilcoxonTest(differences: []) }
    #expect(throws: StatisticsError.self) { try WilcoxonTest(differences: [.nan]) }
  }

  @Test("the method can be named: tied ranks are enumerated, untied ones approximated")
  func named() throws {
    // Ranks 1.5, 1.5, 3; W⁻ = 1.5: the patterns with a sum of at most 1.5 are 0, 1.5 and 1.5 of eight.
    let tied = try WilcoxonTest(differences: [1, -1, 2], by: .exact)
    #expect(tied.statistic == 1.5 && tied.method == .exact && tied.p == 0.75)
    let untied = try WilcoxonTest(differences: [1, -2, 3, 4, 5, 6], by: .normal)
    #expect(untied.method == .normal)
    #expect(throws: StatisticsError.self) {
      try WilcoxonTest(differences: (1...31).map(Double.init), by: .exact)
    }
  }
}
