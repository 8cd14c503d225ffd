import Statistics
import Testing

@Suite("Student's t distribution")
struct StudentDistributionTests {
  @Test("Central values are those of the tables")
  func central() throws {
    #expect(abs(try StudentDistribution.quantile(0.975, degrees: 10) - 2.228138851986274) < 1e-8)
    #expect(abs(try StudentDistribution.quantile(0.975, degrees: 1) - 12.706204736174694) < 1e-5)
    #expect(abs(try StudentDistribution.cumulative(-1.3, degrees: 4) - 0.13172579823561206) < 1e-10)
  }

  @Test(
    "Noncentral values agree with an independent implementation",
    arguments: [
      (2.0, 5, 1.5, 0.6314492472556718), (2.2, 30, 3.0, 0.21548320799366358),
      (-2.5, 7, 0.5, 0.006614113825855134), (0.3, 1, 2.0, 0.04175567995695595),
    ])
  func noncentral(t: Double, degrees: Int, noncentrality: Double, expected: Double) throws {
    let value = try StudentDistribution.cumulative(t, degrees: degrees, noncentrality: noncentrality)
    #expect(abs(value - expected) < 1e-8)
  }

  @Test("Quantile and distribution undo each other, and quantiles mirror")
  func inverse() throws {
    for degrees in [1, 2, 7, 100] {
      for p in [0.01, 0.3, 0.6, 0.99] {
        let t = try StudentDistribution.quantile(p, degrees: degrees)
        #expect(abs(try StudentDistribution.cumulative(t, degrees: degrees) - p) < 1e-9)
        let mirrored = try StudentDistribution.quantile(1 - p, degrees: degrees)
        #expect(abs(t + mirrored) < 1e-9 * max(1, abs(t)))
      }
    }
  }

  @Test("Numbers that mean nothing are refused")
  func refusals() {
    #expect(throws: StatisticsError.self) { try StudentDistribution.cumulative(1, degrees: 0) }
    #expect(throws: StatisticsError.self) { try StudentDistribution.cumulative(.nan, degrees: 3) }
    #expect(throws: StatisticsError.self) { try StudentDistribution.quantile(1, degrees: 3) }
  }
}
