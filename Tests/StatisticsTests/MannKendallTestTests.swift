import Statistics
import Testing

@Suite("Mann-Kendall trend")
struct MannKendallTestTests {
  @Test("reproduces the golden drift", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("mann_kendall")
    let test = try MannKendallTest(try Golden.column("drift_scores"))
    #expect(test.score == (try golden.integer("S")))
    #expect(golden.agrees(try #require(test.z.value), try golden.number("z")))
    #expect(golden.agrees(try #require(test.p.value), try golden.number("p_two_sided")))
    #expect(golden.agrees(test.slope, try golden.number("sen_slope")))
  }

  @Test("a rising line has its slope, its reverse the opposite")
  func line() throws {
    let rising = try MannKendallTest((0..<12).map { 0.25 * Double($0) })
    let falling = try MannKendallTest((0..<12).reversed().map { 0.25 * Double($0) })
    #expect(rising.score == 66)
    #expect(rising.slope == 0.25 && falling.slope == -0.25)
    #expect(rising.z.value == falling.z.value.map { -$0 })
    #expect(rising.p == falling.p)
    #expect(try #require(rising.p.value) < 1e-4)
  }

  @Test("ties shrink the variance of S")
  func ties() throws {
    // n = 4, one tie of 2, S = 5: var = (4·3·13 - 2·1·9)/18 = 23/3.
    let test = try MannKendallTest([1, 2, 2, 3])
    #expect(test.score == 5)
    #expect(abs(try #require(test.z.value) - 4 / (23.0 / 3).squareRoot()) < 1e-14)
  }

  @Test("a constant series has slope 0 and no z")
  func constant() throws {
    let test = try MannKendallTest([3, 3, 3])
    #expect(test.slope == 0)
    #expect(test.z == .undefined(.zeroVariance(what: "series")))
    #expect(test.p.value == nil)
  }

  @Test("refuses what has no trend", arguments: [[], [1], [1, .nan, 2], [1, -Double.infinity]])
  func refuses(series: [Double]) {
    #expect(throws: StatisticsError.self) { try MannKendallTest(series) }
  }
}
