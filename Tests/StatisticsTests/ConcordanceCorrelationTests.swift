import Statistics
import Testing

@Suite("Concordance correlation")
struct ConcordanceCorrelationTests {
  @Test("1 for equal lists, less for an offset or a scale that Pearson's r forgives")
  func charges() throws {
    let x = [1.0, 2, 3, 4]
    #expect(abs(try ConcordanceCorrelation.between(x, x) - 1) < 1e-15)
    // s² = 1.25 each, offset 1: 2·1.25/(2.5 + 1).
    #expect(abs(try ConcordanceCorrelation.between(x, x.map { $0 + 1 }) - 2.5 / 3.5) < 1e-15)
    #expect(abs(try ConcordanceCorrelation.between(x, x.map { 5 - $0 }) + 1) < 1e-15)
  }

  @Test("0 beside one constant list, undefined beside two")
  func constant() throws {
    #expect(try ConcordanceCorrelation.between([1, 2, 3], [2, 2, 2]) == 0)
    #expect(throws: StatisticsError.zeroVariance(what: "both compared lists")) {
      try ConcordanceCorrelation.between([1, 1], [2, 2])
    }
    #expect(throws: StatisticsError.self) { try ConcordanceCorrelation.between([1], [2]) }
    #expect(throws: StatisticsError.self) { try ConcordanceCorrelation.between([1, 2], [1, 2, 3]) }
  }
}
