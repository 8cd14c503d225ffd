import Motion
import Testing

@testable import Characters

@Suite struct LimitLearningTests {
  @Test func `every session keeps to the limits learnt from it`() {
    let tracks = [sampleTake("a", seconds: 30).track, sampleTake("b", seconds: 20, phase: 1.3).track]
    let limits = LimitLearning.limits(tracks).limits
    for track in tracks { #expect(limits.violations(in: track).filter { $0.rule != .speed }.isEmpty) }
  }

  @Test func `ranges stand a little beyond what was seen and weights stay in 0 to 1`() throws {
    let limits = LimitLearning.limits([sampleTake("a", seconds: 30).track]).limits
    let jaw = try #require(limits.weights["jawOpen"])
    #expect(jaw[0] == 0 && jaw[1] > 0.62 && jaw[1] < 0.95)
    #expect(limits.weights["eyeBlinkLeft"] == [0, 1])
    let head = try #require(limits.rotations["head"])
    #expect(head.twist > 8.5 && head.twist < 13 && head.swing < 3)
    #expect(try #require(limits.speed["jawOpen"]) >= 3.6)
    let gaze = try #require(limits.weights["gaze.yaw"])
    #expect(gaze[0] < -0.1 && gaze[1] > 0.1 && gaze[1] < 0.15)
  }

  @Test func `channels that do not move are named and not limited`() {
    let (limits, still) = LimitLearning.limits([sampleTake("a", seconds: 20).track])
    #expect(still == ["cheekPuff", "neck.rotation"])
    #expect(limits.weights["cheekPuff"] == nil && limits.rotations["neck"] == nil)
  }

  @Test func `what hardly moves is not thereby forbidden`() {
    var take = sampleTake("a", seconds: 20).track
    for frame in 0..<take.frameCount { take[frame, 5] = frame % 100 < 50 ? 0.02 : 0 }
    let limits = LimitLearning.limits([take]).limits
    #expect(limits.weights["cheekPuff"] == [0, LimitLearning.leastReach])
  }

  @Test func `quantiles lie between neighbours`() {
    #expect(ChannelValues.quantile([0, 1, 2, 3], 0.5) == 1.5)
    #expect(ChannelValues.quantile([4], 0.9) == 4)
    #expect(ChannelValues.quantile([], 0.9) == 0)
    #expect(ChannelValues.quantile([1, 2], 2) == 2)
  }
}
