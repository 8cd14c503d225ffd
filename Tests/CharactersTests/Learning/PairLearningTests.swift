import Motion
import Testing

@testable import Characters

@Suite struct PairLearningTests {
  @Test func `channels that take turns exclude each other and independent ones do not`() {
    let pairs = PairLearning.pairs([sampleTake("a", seconds: 120).track])
    let names = Set(pairs.map { Set($0.channels) })
    #expect(names.contains(["jawOpen", "mouthSmileLeft"]) && names.contains(["jawOpen", "mouthSmileRight"]))
    #expect(!names.contains(["mouthSmileLeft", "mouthSmileRight"]))
    #expect(!names.contains { $0.contains("eyeBlinkLeft") })
    #expect(pairs.allSatisfy { $0.limit == PairLearning.leastLimit })
  }

  @Test func `exercises that go through shapes one after the other forbid nothing`() {
    // Each of six shapes is moved for twelve seconds, twice over: none ever meets another.
    let names = ["jawOpen", "mouthPressRight", "mouthPressLeft", "mouthPucker", "cheekPuff", "browInnerUp"]
    let layout = ChannelLayout(names.map { Channel.weight($0) })
    var track = Track(layout: layout, rate: .fps60, frameCount: 12 * 60 * 12)
    for frame in 0..<track.frameCount { track[frame, frame / 720 % 6] = 0.8 }
    #expect(PairLearning.pairs([track]).isEmpty)
  }

  @Test func `too short a take forbids nothing`() {
    #expect(PairLearning.pairs([sampleTake("a", seconds: 12).track]).isEmpty)
  }

  @Test func `channels that all tracks do not have are left out`() {
    let a = sampleTake("a", seconds: 120).track
    let pairs = PairLearning.pairs([a, a.without(["jawOpen"])])
    #expect(!pairs.contains { $0.channels.contains("jawOpen") })
  }

  @Test func `limits admit the largest product seen`() throws {
    var track = sampleTake("a", seconds: 120).track
    // One touch in a hundred windows.
    for frame in 0..<20 { (track[frame, 0], track[frame, 1]) = (0.5, 0.4) }
    let pair = try #require(
      PairLearning.pairs([track]).first { Set($0.channels) == ["jawOpen", "mouthSmileLeft"] })
    #expect(abs(pair.limit - 0.3) < 0.0011)
  }
}
