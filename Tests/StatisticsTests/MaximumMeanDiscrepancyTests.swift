import Foundation
import Statistics
import Testing

@Suite("Maximum mean discrepancy")
struct MaximumMeanDiscrepancyTests {
  @Test("reproduces the golden clouds", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("mmd2")
    let found = try MaximumMeanDiscrepancy(
      try FrechetDistanceTests.cloud("gauss_a", 0..<30), try FrechetDistanceTests.cloud("gauss_b", 0..<25))
    #expect(golden.agrees(found.sigma, try golden.number("sigma")))
    #expect(golden.agrees(found.biased, try golden.number("biased")))
    #expect(golden.agrees(try #require(found.unbiased.value), try golden.number("unbiased")))
  }

  @Test("two points at distance σ")
  func byHand() throws {
    let found = try MaximumMeanDiscrepancy(
      try PointCloud([0], dimensions: 1), try PointCloud([3], dimensions: 1))
    #expect(found.sigma == 3)
    #expect(abs(found.biased - (2 - 2 * exp(-0.5))) < 1e-15)
    #expect(found.unbiased.value == nil)
  }

  @Test("refuses points of which half coincide")
  func coincide() throws {
    let x = try PointCloud([1, 1, 1], dimensions: 1)
    #expect(throws: StatisticsError.self) { try MaximumMeanDiscrepancy(x, x) }
  }
}
