import Statistics
import Testing

@Suite("Energy distance")
struct EnergyDistanceTests {
  @Test("reproduces the golden clouds", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("energy")
    let found = try EnergyDistance(
      try FrechetDistanceTests.cloud("gauss_a", 0..<30), try FrechetDistanceTests.cloud("gauss_b", 0..<25))
    #expect(golden.agrees(found.v, try golden.number("v")))
    #expect(golden.agrees(try #require(found.u.value), try golden.number("u")))
  }

  @Test("0 from itself, symmetric, and the same from sums made apart")
  func properties() throws {
    let x = try PointCloud([0, 1, 5], dimensions: 1)
    let y = try PointCloud([2, 9], dimensions: 1)
    #expect(try EnergyDistance(x, x).v == 0)
    let there = try EnergyDistance(x, y)
    #expect(abs(there.v - (try EnergyDistance(y, x).v)) < 1e-15)
    // Σ|x - y| = 2+9+1+8+3+4 = 27, Σ|x - x'| = 2(1+5+4) = 20, Σ|y - y'| = 14.
    #expect(there == (try EnergyDistance(crossSum: 27, firstSum: 20, secondSum: 14, counts: (3, 2))))
    #expect(abs(there.v - (9 - 20.0 / 9 - 3.5)) < 1e-14)
    #expect(abs((try #require(there.u.value)) - (9 - 20.0 / 6 - 7)) < 1e-14)
  }

  @Test("one point has a V form and no U form; nothing has neither")
  func edges() throws {
    let point = try PointCloud([1], dimensions: 1)
    let found = try EnergyDistance(point, try PointCloud([4, 4], dimensions: 1))
    #expect(found.v == 6)
    #expect(found.u.value == nil)
    #expect(throws: StatisticsError.self) {
      try EnergyDistance(crossSum: 1, firstSum: 0, secondSum: 0, counts: (0, 1))
    }
    #expect(throws: StatisticsError.self) {
      try EnergyDistance(crossSum: .nan, firstSum: 0, secondSum: 0, counts: (1, 1))
    }
  }
}
