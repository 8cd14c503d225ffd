import Statistics
import Testing

@Suite("Bootstrap distribution")
struct BootstrapDistributionTests {
  private func units(_ values: [Double]) -> [ResamplingUnit] { values.map { ResamplingUnit(sum: $0) } }

  @Test("enumerates every resample", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func goldenExact() throws {
    let golden = try Golden("bootstrap_exact")
    let differences = Array(try Golden.differences("paired_a", "paired_b")[0..<5])
    let distribution = try BootstrapDistribution.exact(of: units(differences))
    #expect(distribution.resamples == (try golden.integer("n_resamples")))
    #expect(golden.agrees(distribution.standardError, try golden.number("se")))
    let bounds = [try distribution.quantile(0.025), try distribution.quantile(0.975)]
    #expect(golden.agrees(bounds, try golden.list("ci95")))
  }

  @Test(
    "reproduces the drawn resamples of the golden generator",
    .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func goldenDrawn() throws {
    let golden = try Golden("bootstrap_lcg")
    var generator = LinearCongruentialGenerator(seed: UInt64(try golden.integer("seed")))
    let distribution = try BootstrapDistribution.sampled(
      of: units(try Golden.differences("paired_a", "paired_b")), resamples: try golden.integer("B"),
      using: &generator)
    let bounds = [try distribution.quantile(0.025), try distribution.quantile(0.975)]
    #expect(golden.agrees(bounds, try golden.list("ci95")))
  }

  @Test("weights of the multisets equal plain enumeration", arguments: 2...5)
  func plainEnumeration(n: Int) throws {
    let values = (0..<n).map { Double(($0 * 37) % 11) + 0.5 * Double($0) }
    var means: [Double] = [0]
    for _ in 0..<n { means = means.flatMap { sum in values.map { sum + $0 } } }
    let plain = try Sample(means.map { $0 / Double(n) })
    let distribution = try BootstrapDistribution.exact(of: units(values))
    #expect(distribution.resamples == plain.count)
    for level in [0, 0.01, 0.025, 0.3, 0.5, 0.975, 1] {
      #expect(abs(try distribution.quantile(level) - (try plain.quantile(level))) < 1e-12)
    }
  }

  @Test("ten units are C(19, 10) multisets of 10^10 resamples")
  func ten() throws {
    let distribution = try BootstrapDistribution.exact(of: units((1...10).map(Double.init)))
    #expect(distribution.means.count == 92_378)
    #expect(distribution.resamples == 10_000_000_000)
    #expect(abs(distribution.standardError - 0.825.squareRoot()) < 1e-12)
  }

  @Test("refuses too few and too many units")
  func refuses() {
    #expect(throws: StatisticsError.tooFew(what: "resampled units", needed: 2, given: 1)) {
      try BootstrapDistribution.exact(of: units([1]))
    }
    #expect(throws: StatisticsError.tooMany(what: "resampled units", allowed: 10, given: 11)) {
      try BootstrapDistribution.exact(of: units([Double](repeating: 1, count: 11)))
    }
    #expect(throws: StatisticsError.self) { try BootstrapDistribution.exact(of: []) }
  }
}
