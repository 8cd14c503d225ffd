import Motion
import Testing

@testable import Rigging

@Suite("Motion at another frame rate")
struct NodeMotionResamplingTests {
  private func turning(_ angles: [Float], rate: Int32 = 24) -> NodeMotion {
    var motion = NodeMotion(
      nodes: [Rig.Node(name: "a")], humanoid: [:], rate: FrameRate(frames: rate), frameCount: angles.count)
    motion.rotated = [.init(0)]
    motion.rotations = angles.map { BodySample.about(1, $0) }
    return motion
  }

  @Test("linear motion is interpolated, and frames that fall on frames are taken over")
  func linear() {
    let motion = turning([0, 10, 20, 30]).resampled(to: FrameRate(frames: 48))
    #expect(motion.frameCount == 7)
    #expect(motion.rotations[2] == BodySample.about(1, 10))
    #expect(motion.rotations[3].degrees(to: BodySample.about(1, 15)) < 0.01)
  }

  @Test("poses drawn on twos are recognised, and held at any rate")
  func stepped() {
    var motion = turning([0, 0, 20, 20, 5, 5, 40, 40, 10, 10])
    #expect(motion.holds.areStepped)
    motion.step()
    #expect(motion.isStepped)
    let fast = motion.resampled(to: .fps60)
    #expect(fast.frameCount == 23)
    let poses = Set(motion.rotations)
    #expect(fast.rotations.allSatisfy { poses.contains($0) })
    #expect(fast.holds.runs == 5)
  }

  @Test("a pause in captured motion is not stepping")
  func pause() {
    let angles =
      (0..<30).map { Float($0) } + Array(repeating: Float(30), count: 40) + (31..<60).map { Float($0) }
    #expect(!turning(angles).holds.areStepped)
  }

  @Test("down and up again lands on the same frames")
  func thereAndBack() throws {
    let motion = turning((0..<61).map { Float($0) * 3 }, rate: 60)
    let back = motion.resampled(to: FrameRate(frames: 30)).resampled(to: .fps60)
    #expect(back.frameCount == 61)
    for (a, b) in zip(motion.rotations, back.rotations) { #expect(a.degrees(to: b) < 0.05) }
  }
}
