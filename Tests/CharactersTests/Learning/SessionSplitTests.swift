import Motion
import Testing

@testable import Characters

@Suite struct SessionSplitTests {
  private func takes(_ seconds: [Double]) -> [CapturedTake] {
    let layout = ChannelLayout([.weight("jawOpen")])
    return seconds.enumerated().map { number, length in
      CapturedTake(
        name: "\(number)", track: Track(layout: layout, rate: .fps60, frameCount: Int(length * 60)))
    }
  }

  @Test func `few takes are parted in time and the parts never touch`() {
    for seed in 0..<8 {
      let split = SessionSplit(takes([100, 40]), LearningOptions(seed: UInt64(seed), gap: 3))
      for take in 0..<2 {
        let own = split.parts.filter { $0.take == take }
        let held = own.filter { $0.role == .heldOut }
        let rehearsed = own.filter { $0.role == .rehearsal }
        #expect(!held.isEmpty && !rehearsed.isEmpty)
        for a in held {
          for b in rehearsed {
            let gap = max(
              a.frames.lowerBound - b.frames.upperBound, b.frames.lowerBound - a.frames.upperBound)
            #expect(gap >= 180)
          }
        }
      }
      #expect(abs(split.leftOut - 6) < 0.1)
    }
  }

  @Test func `many takes are held out whole and the share is met`() {
    let split = SessionSplit(
      takes(Array(repeating: 30, count: 10)), LearningOptions(heldOutShare: 0.3, seed: 5))
    for take in 0..<10 { #expect(Set(split.parts.filter { $0.take == take }.map(\.role)).count == 1) }
    #expect(split.parts.count { $0.role == .heldOut } == 3)
    #expect(split.leftOut == 0)
  }

  @Test func `takes that are too unequal to be held out whole are parted in time`() {
    for seed in 0..<8 {
      let split = SessionSplit(takes([300, 30, 30, 30, 30]), LearningOptions(seed: UInt64(seed)))
      func seconds(_ role: ReferenceSession.Role) -> Double {
        split.parts.filter { $0.role == role }.reduce(0) { $0 + Double($1.frames.count) / 60 }
      }
      #expect(!split.isByTake)
      #expect(abs(seconds(.heldOut) / (seconds(.heldOut) + seconds(.rehearsal)) - 0.5) < 0.05)
    }
  }

  @Test func `the seed alone settles the split`() {
    let all = takes(Array(repeating: 30, count: 12))
    let splits = (0..<6).map { SessionSplit(all, LearningOptions(seed: UInt64($0))).parts }
    #expect(splits[0] == SessionSplit(all, LearningOptions(seed: 0)).parts)
    #expect(Set(splits.map { $0.map(\.role) }).count > 1)
  }

  @Test func `long parts are cut evenly and short ones dropped`() {
    let split = SessionSplit(takes([302, 19]), LearningOptions())
    let lengths = split.parts.map { Double($0.frames.count) / 60 }
    #expect(lengths.allSatisfy { $0 >= 9.9 && $0 <= 60.1 })
    #expect(split.parts.allSatisfy { $0.take == 0 } && split.parts.count == 6)
    #expect(abs(split.leftOut - 21) < 0.2)
  }

  @Test func `tracks are cut and thinned by name`() {
    let take = sampleTake("a", seconds: 2).track
    let part = take.cut(30..<60)
    #expect(part.frameCount == 30 && part[0, 0] == take[30, 0])
    let thin = part.without(["mouthSmileLeft", "head.rotation"])
    #expect(thin.layout.offset(of: "gaze.yaw") == 9)
    #expect(thin.curve("gaze.yaw") == part.curve("gaze.yaw") && thin.curve("mouthSmileLeft") == nil)
  }
}
