import Statistics
import Testing

@Suite("Mahalanobis distance")
struct MahalanobisDistanceTests {
  @Test("reproduces the golden row", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let made = try MahalanobisDistance(Covariance(of: try FrechetDistanceTests.cloud("gauss_a")))
    let row = try #require(try Golden.rows("gauss_b").first)
    #expect(abs(try made.distance(of: row) - 1.2791940579597558) < 1e-9)
  }

  @Test("counts standard deviations along correlated axes")
  func byHand() throws {
    let made = try MahalanobisDistance(mean: [1, 1], covariance: [4, 0, 0, 9])
    #expect(abs(try made.distance(of: [5, 7]) - 8.0.squareRoot()) < 1e-14)
    // Inverse of [[2, 1], [1, 2]] is [[2, -1], [-1, 2]]/3.
    let tilted = try MahalanobisDistance(mean: [0, 0], covariance: [2, 1, 1, 2])
    #expect(abs(try tilted.distance(of: [1, 0]) - (2.0 / 3).squareRoot()) < 1e-14)
  }

  @Test("a direction without variance is left out, not divided by")
  func singular() throws {
    let made = try MahalanobisDistance(mean: [0, 0], covariance: [1, 1, 1, 1])
    #expect(made.rank == 1)
    #expect(abs(try made.distance(of: [2, 2]) - 2) < 1e-14)
    #expect(abs(try made.distance(of: [1, -1])) < 1e-14)
    #expect(throws: StatisticsError.zeroVariance(what: "covariance")) {
      try MahalanobisDistance(mean: [0, 0], covariance: [0, 0, 0, 0])
    }
    #expect(throws: StatisticsError.self) { try made.distance(of: [1]) }
    #expect(throws: StatisticsError.self) { try made.distance(of: [1, .nan]) }
  }
}
