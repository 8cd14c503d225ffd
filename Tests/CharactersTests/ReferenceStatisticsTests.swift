import Characters
import Motion
import Testing

@Suite struct ReferenceStatisticsTests {
  private func track(_ values: [Float], fps: Int32 = 4) -> Track {
    Track(layout: ChannelLayout([.weight("jawOpen")]), rate: FrameRate(frames: fps), samples: values)
  }

  @Test func figuresOfAHandComputedTrack() throws {
    // Steps .2 .4 0 -.6: mean |Δ| .3; third differences -.6 and -.2.
    let figures = try #require(
      ReferenceStatistics(tracks: [track([0, 0.2, 0.6, 0.6, 0])])?.curves["jawOpen"])
    #expect(abs(figures.mean[0] - 0.28) < 1e-6)
    #expect(abs(figures.speed - 1.2) < 1e-6)
    #expect(abs(figures.jerk - 0.4) < 1e-6)
    #expect(abs(figures.spread - (0.28 + 0.08 + 0.32 + 0.32 + 0.28) / 5) < 1e-6)
    #expect(abs(figures.deviation[0] - (0.368 / 4 as Double).squareRoot()) < 1e-6)
    #expect(abs(figures.activity - 0.3) < 1e-6)
    // Steps sorted 0 .2 .4 .6; the 95th percentile lies at .57.
    #expect(abs(figures.fastSpeed - 0.57 * 4) < 1e-6)
  }

  @Test func activityIsTheMedianWindow() throws {
    // Three seconds at 4 fps with mean steps 0, .1 and .3.
    let values: [Float] = [0, 0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 0.7, 1.0, 0.7, 0.4]
    let figures = try #require(ReferenceStatistics(tracks: [track(values)])?.curves["jawOpen"])
    #expect(abs(figures.activity - 0.1) < 1e-6)
  }

  @Test func sessionsCountAlikeWhateverTheirLength() throws {
    let statistics = try #require(
      ReferenceStatistics(tracks: [track([0, 0, 0, 0]), track(Array(repeating: 1, count: 40))]))
    #expect(statistics.curves["jawOpen"]?.mean == [0.5])
    #expect(statistics.sessionCount == 2 && statistics.seconds == 11)
  }

  @Test func unlikeOrShortTracksGiveNothing() {
    #expect(ReferenceStatistics(tracks: []) == nil)
    #expect(ReferenceStatistics(tracks: [track([0, 1, 0])]) == nil)
    #expect(ReferenceStatistics(tracks: [track([0, 0, 0, 0]), track([0, 0, 0, 0], fps: 5)]) == nil)
  }
}
