import Motion
import Testing

@testable import Scoring

@Suite struct SpreadTests {
  @Test(.enabled(if: GoldenVectors.isPresent, GoldenVectors.absence))
  func agreesWithTheGoldenDiversity() throws {
    let spread = Spread.perChannel(try GoldenVectors.motionTrack()).reduce(0, +) / 1e6
    let expected = try #require(try GoldenVectors.expected("l1_diversity") as? Double)
    #expect(agree(spread, expected, 1e-12))
  }

  @Test func isTheMeanDistanceFromTheMean() {
    let layout = ChannelLayout([.weight("jawOpen"), Channel("hips.translation", kind: .translation)])
    let track = Track(layout: layout, rate: .fps60, samples: [0, 1, 2, 3, 1, 1, 4, 3])
    #expect(Spread.perColumn(track) == [0.5, 0, 1, 0])
    #expect(Spread.perChannel(track) == [0.5, 1])
  }
}
