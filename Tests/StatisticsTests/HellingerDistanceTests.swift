import Foundation
import Statistics
import Testing

@Suite("Hellinger distance")
struct HellingerDistanceTests {
  @Test("reproduces the golden histograms", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let found = try HellingerDistance.between(try Golden.column("hist_a"), try Golden.column("hist_b"))
    #expect(abs(found - 0.3084963773974469) < 1e-12 * 0.3)
  }

  @Test("0 for equal shares, 1 for disjoint ones")
  func ends() throws {
    #expect(try HellingerDistance.between([1, 1], [5, 5]) < 1e-7)
    #expect(try HellingerDistance.between([1, 0], [0, 3]) == 1)
  }

  @Test(
    "refuses what is no histogram",
    arguments: [([], []), ([1], [1, 2]), ([0, 0], [1, 1]), ([-1, 2], [1, 1])])
  func refusals(a: [Double], b: [Double]) {
    #expect(throws: StatisticsError.self) { try HellingerDistance.between(a, b) }
  }
}
