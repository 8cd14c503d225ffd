import Motion
import Testing

@testable import Scoring

@Suite struct BlinksTests {
  @Test(.enabled(if: GoldenVectors.isPresent, GoldenVectors.absence))
  func agreesWithTheGoldenBlinks() throws {
    let curve = try GoldenVectors.columns("eye_blink")[0]
    let events = Blinks.events(curve)
    let expected = try #require(try GoldenVectors.expected("blinks", "events") as? [[Int]])
    #expect(events.map { [$0.lowerBound, $0.upperBound] } == expected)
    let rate = Double(events.count) * 60 / (Double(curve.count) / 30)
    #expect(agree(rate, try GoldenVectors.number("blinks", "rate_per_min"), 1e-12))
    let duration = Double(events.reduce(0) { $0 + $1.count }) / Double(events.count) / 30
    #expect(agree(duration, try GoldenVectors.number("blinks", "mean_dur_s"), 1e-12))
  }

  @Test func anOpenEndIsNoBlink() {
    #expect(Blinks.events([0, 0.6, 0.6]).isEmpty)
    #expect(Blinks.events([0, 0.6, 0.4, 0.6, 0.2]) == [1..<4])
    #expect(Blinks.events([]).isEmpty)
  }

  @Test func twoLidsAreAveraged() {
    let layout = ChannelLayout([.weight("eyeBlinkLeft"), .weight("eyeBlinkRight")])
    let track = Track(layout: layout, rate: .fps60, samples: [1, 0, 0.5, 0.5])
    #expect(Blinks.curve(of: track) == [0.5, 0.5])
    #expect(Blinks.curve(of: Track(layout: ChannelLayout([]), rate: .fps60, samples: [])) == nil)
  }
}
