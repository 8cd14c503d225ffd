import Reporting
import Testing

@Suite("The line of progress")
struct RateLineTests {
  @Test("Shows count, rate and time left")
  func middle() {
    let line = RateLine(done: 12, total: 24, media: 843 * 3, elapsed: 3)
    #expect(line.text() == "12/24 takes  843x real time  0:03 left")
  }

  @Test("Kept units cost no time and do not shorten the estimate")
  func resumed() {
    let line = RateLine(done: 12, total: 24, failed: 1, media: 20, elapsed: 4, reused: 10)
    #expect(line.text() == "12/24 takes  10 kept  1 failed  5.0x real time  0:24 left")
  }

  @Test("Says nothing it cannot know")
  func beginning() {
    #expect(RateLine(done: 0, total: 24).text() == "0/24 takes")
    #expect(RateLine(done: 0, total: 0, media: .nan, elapsed: .nan).text() == "0/0 takes")
    #expect(
      RateLine(done: 2, total: 2, media: 1, elapsed: 2).text(unit: "files")
        == "2/2 files  0.50x real time  in 0:02")
  }

  @Test(
    "Clock times round up",
    arguments: [(0.2, "0:01"), (59.1, "1:00"), (3599.5, "1:00:00"), (-3, "0:00"), (1e300, "99:59:59")])
  func clock(seconds: Double, text: String) { #expect(RateLine.clock(seconds) == text) }
}
