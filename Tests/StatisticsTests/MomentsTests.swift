import Statistics
import Testing

@Suite("Moments")
struct MomentsTests {
  @Test("mean, unbiased variance and skewness by hand")
  func byHand() throws {
    let sample = try Sample([1, 2, 3, 10])
    #expect(sample.mean == 4)
    #expect(abs(try sample.variance() - 50.0 / 3) < 1e-14)
    // m2 = 12.5, m3 = (-27 - 8 - 1 + 216)/4 = 45.
    #expect(abs(try sample.skewness() - 45 / (12.5 * 12.5.squareRoot())) < 1e-14)
    #expect(abs(try Sample([-1, -2, -3, -10]).skewness() + (try sample.skewness())) < 1e-14)
  }

  @Test("many equal values have exactly no variance")
  func constant() throws {
    let sample = try Sample([Double](repeating: 0.1, count: 1000))
    #expect(try sample.variance() == 0)
    #expect(throws: StatisticsError.zeroVariance(what: "sample")) { try sample.skewness() }
  }

  @Test("one value has a mean and no variance")
  func single() throws {
    let sample = try Sample([3])
    #expect(sample.mean == 3)
    #expect(throws: StatisticsError.tooFew(what: "sample", needed: 2, given: 1)) { try sample.variance() }
  }
}
