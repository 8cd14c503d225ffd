import Foundation
import Statistics
import Testing

@Suite("Exact bounds of failure rates")
struct ExactProportionTests {
  @Test("No failures leave 1 - 0.05^(1/n) open")
  func none() throws {
    for n in [1, 6, 20, 1000] {
      let bound = try ExactProportion.upperBound(failures: 0, of: n)
      #expect(abs(bound - (1 - pow(0.05, 1 / Double(n)))) < 1e-14)
    }
  }

  @Test(
    "Some failures give the quantile of the beta distribution",
    arguments: [(3, 20, 0.3436638043142818), (7, 10, 0.9127355660858496)])
  func some(failures: Int, trials: Int, expected: Double) throws {
    #expect(abs(try ExactProportion.upperBound(failures: failures, of: trials) - expected) < 1e-9)
  }

  @Test("All failures leave everything open, and the bound grows with the failures")
  func growing() throws {
    let bounds = try (0...12).map { try ExactProportion.upperBound(failures: $0, of: 12) }
    #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count && bounds.last == 1)
  }

  @Test("Counts that cannot be are refused")
  func refusals() {
    #expect(throws: StatisticsError.self) { try ExactProportion.upperBound(failures: 0, of: 0) }
    #expect(throws: StatisticsError.self) { try ExactProportion.upperBound(failures: 3, of: 2) }
    #expect(throws: StatisticsError.self) { try ExactProportion.upperBound(failures: -1, of: 2) }
  }
}
