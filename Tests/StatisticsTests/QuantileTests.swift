import Statistics
import Testing

@Suite("Quantile of type 7")
struct QuantileTests {
  @Test("interpolates between order statistics")
  func interpolates() throws {
    let sample = try Sample([4, 1, 3, 2])
    #expect(try sample.quantile(0) == 1)
    #expect(try sample.quantile(1) == 4)
    #expect(try sample.quantile(0.25) == 1.75)
    #expect(sample.median == 2.5)
    #expect(try Sample([5, 1, 9]).median == 5)
  }

  @Test("one value is every quantile")
  func single() throws {
    #expect(try Sample([7]).quantile(0.3) == 7)
  }

  @Test("refuses levels outside 0...1", arguments: [-0.1, 1.1, .nan])
  func refuses(level: Double) throws {
    let sample = try Sample([1, 2])
    #expect(throws: StatisticsError.self) { try sample.quantile(level) }
  }
}
