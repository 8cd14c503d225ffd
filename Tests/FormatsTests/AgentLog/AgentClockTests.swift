import Testing

@testable import Formats

@Suite struct AgentClockTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00Z", 951_825_600),
    ("2024-12-31T23:59:60Z", 1_735_689_600),
    ("1969-12-31T23:59:59Z", -1), ("2024-01-01T00:00:00+0530", 1_704_047_400),
    ("2024-01-01t00:00:00-01", 1_704_070_800),
    ("2024-01-01 00:00:00.250", 1_704_067_200.25),
  ])
  func `points in time as ISO 8601 has them`(text: String, seconds: Double) throws {
    #expect(abs(try #require(ISOTime.seconds(text)) - seconds) < 1e-6)
  }

  @Test(arguments: [
    "", "12", "2024-13-01T00:00:00Z", "2024-01-01T00:00:00X", "2024-01-01", "2024-01-01T00:00:00+", "２０２４",
  ])
  func `other texts are no times`(text: String) { #expect(ISOTime.seconds(text) == nil) }
}
