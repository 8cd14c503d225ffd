import Statistics
import Testing

@Suite("Wilson interval")
struct WilsonIntervalTests {
  @Test("known bounds")
  func known() throws {
    // 8 of 10 at 95 %: 0.4902 … 0.9433; 0 of 10: 0 … 0.2775 = z²/(n + z²).
    let some = try WilsonInterval(hits: 8, trials: 10)
    #expect(some.share == 0.8)
    #expect(abs(some.low - 0.49016) < 1e-5 && abs(some.high - 0.94332) < 1e-5)
    let none = try WilsonInterval(hits: 0, trials: 10)
    #expect(none.low == 0 && abs(none.high - 0.27753) < 1e-5)
    let all = try WilsonInterval(hits: 10, trials: 10)
    #expect(all.high == 1 && abs(all.low - (1 - none.high)) < 1e-12)
  }

  @Test("refuses impossible counts")
  func refusals() {
    #expect(throws: StatisticsError.self) { try WilsonInterval(hits: 0, trials: 0) }
    #expect(throws: StatisticsError.self) { try WilsonInterval(hits: 3, trials: 2) }
    #expect(throws: StatisticsError.self) { try WilsonInterval(hits: 1, trials: 2, level: 1) }
  }
}
