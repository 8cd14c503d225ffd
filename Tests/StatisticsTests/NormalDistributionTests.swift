import Statistics
import Testing

@Suite("Normal distribution")
struct NormalDistributionTests {
  @Test("known points", arguments: [(0.975, 1.959963984540054), (0.5, 0), (0.001, -3.090232306167813)])
  func known(p: Double, z: Double) throws {
    #expect(abs(try NormalDistribution.quantile(p) - z) < 1e-12)
    #expect(abs(NormalDistribution.cumulative(z) - p) < 1e-14)
  }

  @Test("quantile and distribution undo each other far into the tail", arguments: [1e-200, 1e-12, 0.2, 0.9])
  func inverse(p: Double) throws {
    let back = NormalDistribution.cumulative(try NormalDistribution.quantile(p))
    #expect(abs(back - p) < 1e-12 * p)
  }

  @Test("has no quantile at 0, 1 and beyond", arguments: [0, 1, -1, 2, Double.nan])
  func refuses(p: Double) {
    #expect(throws: StatisticsError.self) { try NormalDistribution.quantile(p) }
  }
}
