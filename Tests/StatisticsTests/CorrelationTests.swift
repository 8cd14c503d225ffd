import Foundation
import Statistics
import Testing

@Suite("Correlation")
struct CorrelationTests {
  @Test("Pearson by hand: dx = -1, 0, 1; dy = -5/3, 1/3, 4/3 give 3/sqrt(2·42/9)")
  func pearson() throws {
    let r = try Correlation.pearson([1, 2, 3], [1, 3, 4])
    #expect(abs(r - 3 / (2.0 * 42 / 9).squareRoot()) < 1e-15)
    #expect(try Correlation.pearson([1, 2, 3], [-1, -3, -4]) == -r)
  }

  @Test("Spearman sees order alone, ties at their mean rank")
  func spearman() throws {
    let x = [0.1, 2, 3, 10]
    #expect(abs(try Correlation.spearman(x, x.map { exp($0) }) - 1) < 1e-15)
    let tied = try Correlation.spearman([1, 2, 2, 3], [1, 2, 3, 4])
    #expect(abs(tied - (try Correlation.pearson([1, 2.5, 2.5, 4], [1, 2, 3, 4]))) < 1e-15)
  }

  @Test("stays within -1...1 and bears large units")
  func bounds() throws {
    let x = (0..<100).map { 1e100 * Double($0) }
    let r = try Correlation.pearson(x, x)
    #expect(r <= 1 && r > 1 - 1e-12)
  }

  @Test("is undefined for constants, single pairs and unlike lengths")
  func refuses() {
    #expect(throws: StatisticsError.zeroVariance(what: "second correlated list")) {
      try Correlation.pearson([1, 2, 3], [0.1, 0.1, 0.1])
    }
    #expect(throws: StatisticsError.self) { try Correlation.pearson([1], [1]) }
    #expect(throws: StatisticsError.self) { try Correlation.pearson([], []) }
    #expect(throws: StatisticsError.self) { try Correlation.spearman([1, 2], [1]) }
    #expect(throws: StatisticsError.self) { try Correlation.spearman([1, .nan], [1, 2]) }
  }
}
