import Motion
import Testing

@testable import Formats

@Suite("Clock times")
struct ClockTimeTests {
  @Test(
    "hours may be absent, point and comma mean the same",
    arguments: [
      ("00:20:57,256", 1257.256), ("0:12:43.012", 763.012), ("01:02", 62.0), ("75:00.5", 4500.5),
      ("100:00:00", 360000.0), ("00:00:00.123456789", 0.123456789),
    ])
  func times(_ text: String, _ seconds: Double) {
    #expect(ClockTime.parse(text) == MediaTime(seconds: seconds))
  }

  @Test(
    "anything else is none",
    arguments: [
      "", ":", "12", "1:60", "1:60:00", "1:2:3:4", "-1:00", "1:00.", "1:.5", ".5", "1:00.5.5", "99999999:00",
      "1:00:00.1234567890", "a:b", "1.5:00", "99999:00:00", "00:00:005", "１:00",
    ])
  func strangers(_ text: String) { #expect(ClockTime.parse(text) == nil) }
}
