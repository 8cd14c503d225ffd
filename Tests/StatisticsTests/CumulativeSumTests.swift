import Statistics
import Testing

@Suite("CUSUM chart")
struct CumulativeSumTests {
  @Test("reproduces the golden chart", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("cusum")
    let chart = try CumulativeSum(
      try Golden.column("drift_scores"), target: try golden.parameter("target"),
      sd: try golden.parameter("sd"), k: try golden.parameter("k"), h: try golden.parameter("h"))
    #expect(golden.agrees(chart.upper, try golden.list("pos")))
    #expect(golden.agrees(chart.lower, try golden.list("neg")))
    #expect(chart.alarmIndex == nil)
  }

  @Test("alarms at the first sum above the limit, on either side")
  func alarm() throws {
    let upward = try CumulativeSum([0, 2, 2, 2, 2], target: 0, sd: 1, k: 0.5, h: 4)
    #expect(upward.upper == [0, 1.5, 3, 4.5, 6])
    #expect(upward.alarmIndex == 3)
    #expect(try CumulativeSum([0, -2, -2, -2], target: 0, sd: 1, k: 0.5, h: 4).alarmIndex == 3)
    #expect(try CumulativeSum([5.5], target: 0, sd: 1, k: 0.5, h: 5).alarmIndex == nil)
  }

  @Test("refuses an empty series and a spread that is none")
  func refuses() {
    #expect(throws: StatisticsError.self) { try CumulativeSum([], target: 0, sd: 1) }
    #expect(throws: StatisticsError.self) { try CumulativeSum([1], target: 0, sd: 0) }
    #expect(throws: StatisticsError.self) { try CumulativeSum([1], target: .nan, sd: 1) }
    #expect(throws: StatisticsError.self) { try CumulativeSum([1e100], target: 0, sd: 1e-300) }
  }
}
