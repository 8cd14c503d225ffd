import Motion
import Rigging
import Testing

@testable import Rendering

@Suite struct FramingTests {
  @Test func aFaceIsCloserThanABustAndABustThanABody() throws {
    let posed = try PosedRig(BallRig.make())
    let heights = try Framing.allCases.map { try $0.camera(for: posed).visibleHeight }
    #expect(heights[0] < heights[1])
    let body = try Framing.body.camera(for: posed)
    #expect(abs(body.target.y - 0.999) < 0.02)
  }

  @Test func theFrameStandsStillWhileTheCharacterMoves() throws {
    var posed = try PosedRig(BallRig.make())
    let before = try Framing.bust.camera(for: posed)
    posed.apply(RigPose(rotations: [.head: Quaternion(yaw: 1, pitch: 0.5, roll: 0)]))
    #expect(try Framing.bust.camera(for: posed) == before)
  }

  @Test func yawWalksRoundTheTarget() throws {
    let posed = try PosedRig(BallRig.make())
    let camera = try Framing.face.camera(for: posed, yaw: .pi / 2, pitch: 0)
    #expect(camera.position.x > 0.3)
    #expect(abs(camera.position.z - camera.target.z) < 1e-4)
  }

  @Test func aNarrowPictureStepsBack() throws {
    let posed = try PosedRig(BallRig.make())
    let square = try Framing.face.camera(for: posed, aspect: 1).distance
    #expect(try Framing.face.camera(for: posed, aspect: 0.5).distance > square * 1.5)
  }
}
