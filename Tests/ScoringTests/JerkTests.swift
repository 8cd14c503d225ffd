import Motion
import Testing

@testable import Scoring

@Suite struct JerkTests {
  @Test(.enabled(if: GoldenVectors.isPresent, GoldenVectors.absence))
  func agreesWithTheGoldenJerk() throws {
    let jerk = try #require(Jerk.perChannel(try GoldenVectors.motionTrack()))
    let expected = try #require(try GoldenVectors.expected("avg_jerk") as? [Double])
    #expect(jerk.count == expected.count)
    for (value, golden) in zip(jerk, expected) { #expect(agree(value / 1e6, golden, 1e-9)) }
  }

  @Test func aCubicHasTheJerkOfItsThirdDerivative() throws {
    let samples = (0..<20).map { frame in Float(frame * frame * frame) }
    let layout = ChannelLayout([.weight("x")])
    let track = Track(layout: layout, rate: FrameRate(frames: 30), samples: samples)
    #expect(try #require(Jerk.perChannel(track)) == [6 * 27000])
  }

  @Test func tracksOfSixtyFramesAreReadAtThirty() throws {
    #expect(Jerk.step(.fps60) == 2)
    #expect(Jerk.gridRate(FrameRate(frames: 25)) == 25)
    let slow = (0..<30).map { Float($0 * $0 % 17) }
    let fast = (0..<60).map { $0 % 2 == 0 ? slow[$0 / 2] : 99 }
    let layout = ChannelLayout([.weight("x")])
    let a = Jerk.perChannel(Track(layout: layout, rate: FrameRate(frames: 30), samples: slow))
    let b = Jerk.perChannel(Track(layout: layout, rate: .fps60, samples: fast))
    #expect(a == b)
    #expect(Jerk.perChannel(Track(layout: layout, rate: .fps60, samples: [0, 1, 2, 3, 4, 5])) == nil)
  }
}
