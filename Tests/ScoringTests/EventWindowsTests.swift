import Testing

@testable import Scoring

@Suite struct EventWindowsTests {
  @Test(.enabled(if: GoldenVectors.isPresent, GoldenVectors.absence))
  func agreesWithTheGoldenClosures() throws {
    let curve = try GoldenVectors.columns("lip_ref")[0]
    let events = try GoldenVectors.columns("bilabial_events")[0].map { Int(($0 * 30 + 0.5).rounded(.down)) }
    let radius = EventWindows.radius(seconds: 0.08, framesPerSecond: 30)
    let hits = EventWindows.reachesDown(curve, to: 0.35, radius: radius)
    let expected = try #require(try GoldenVectors.expected("closure_hits") as? Double)
    #expect(EventWindows.rate(hits, at: events) == expected)
    #expect(EventWindows.rate(EventWindows.reachesDown(curve, to: 0.02, radius: 0), at: events) == 0)
  }

  @Test func aWindowReachesItsRadiusAndNoFurther() {
    let curve: [Double] = [1, 1, 1, 0, 1, 1, 1, 1]
    #expect(
      EventWindows.reachesDown(curve, to: 0.1, radius: 2) == [
        false, true, true, true, true, true, false, false,
      ])
    #expect(EventWindows.reachesUp(curve, to: 0.5, radius: 0) == curve.map { $0 == 1 })
  }

  @Test func eventsOutsideTheCurveAreLeftOut() {
    #expect(EventWindows.rate([true, false], at: [-1, 0, 1, 2]) == 0.5)
    #expect(EventWindows.rate([true], at: [5]) == nil)
  }

  @Test func windowsRoundToTheNearestFrame() {
    #expect(EventWindows.radius(seconds: 0.05, framesPerSecond: 60) == 3)
    #expect(EventWindows.radius(seconds: 0.05, framesPerSecond: 30) == 2)
  }
}
