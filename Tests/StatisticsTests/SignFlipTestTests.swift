import Statistics
import Testing

@Suite("Sign-flip test")
struct SignFlipTestTests {
  @Test("counts the golden patterns", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("signflip_exact")
    let test = try SignFlipTest(differences: try Golden.differences("paired_a", "paired_b"), seed: 0)
    #expect(test.extremeCount == (try golden.integer("count")))
    #expect(test.patternCount == (try golden.integer("total")))
    #expect(golden.agrees(test.p, try golden.number("p")))
    #expect(test.method == .exact)
  }

  @Test("equal signs give the smallest p, 2/2^n", arguments: 1...12)
  func smallest(n: Int) throws {
    let test = try SignFlipTest(differences: (1...n).map { 0.1 * Double($0) }, seed: 0)
    #expect(test.extremeCount == 2)
    #expect(test.p == test.smallestP)
    #expect(test.patternCount == 1 << n)
  }

  @Test("no difference gives p = 1", arguments: [1, 6, 21])
  func nothing(n: Int) throws {
    let test = try SignFlipTest(differences: [Double](repeating: 0, count: n), seed: 0)
    #expect(test.p == 1)
    #expect(test.smallestP == 1)
  }

  @Test("neither sign, order nor unit of the differences moves p")
  func invariant() throws {
    let values = [0.3, -0.1, 0.2, 0.25, -0.4, 0.15, 0.3]
    let p = try SignFlipTest(differences: values, seed: 0).p
    #expect(try SignFlipTest(differences: values.map { -$0 }, seed: 0).p == p)
    #expect(try SignFlipTest(differences: values.reversed(), seed: 0).p == p)
    #expect(try SignFlipTest(differences: values.map { $0 * 1e9 }, seed: 0).p == p)
    #expect(try SignFlipTest(differences: values.map { $0 * 1e-15 }, seed: 0).p == p)
  }

  @Test("sampling agrees with enumeration at the limit and is repeatable")
  func sampled() throws {
    var generator = LinearCongruentialGenerator(seed: 4)
    let twenty = (0..<20).map { _ in generator.normal() + 0.3 }
    let exact = try SignFlipTest(differences: twenty, seed: 9)
    // A zero more changes no sum, but takes the test past the limit.
    let sampled = try SignFlipTest(differences: twenty + [0], seed: 9)
    #expect(exact.method == .exact)
    #expect(sampled.method == .sampled(10_000))
    #expect(abs(exact.p - sampled.p) < 0.02)
    #expect(sampled == (try SignFlipTest(differences: twenty + [0], seed: 9)))
  }

  @Test("a sampled p is never 0")
  func neverZero() throws {
    let test = try SignFlipTest(differences: [Double](repeating: 1, count: 60), seed: 1)
    #expect(test.extremeCount == 1)
    #expect(test.p == 1.0 / 10_001)
    #expect(test.smallestP == test.p)
  }

  @Test("refuses nothing, NaN and infinity")
  func refuses() {
    #expect(throws: StatisticsError.tooFew(what: "differences", needed: 1, given: 0)) {
      try SignFlipTest(differences: [], seed: 0)
    }
    #expect(throws: StatisticsError.self) { try SignFlipTest(differences: [1, .nan], seed: 0) }
    #expect(throws: StatisticsError.self) { try SignFlipTest(differences: [.infinity], seed: 0) }
    #expect(throws: StatisticsError.self) { try SignFlipTest(differences: [1, 2], seed: 0, flips: 0) }
  }
}
