import Motion
import StrategySDK
import Testing

@testable import Behaviors

@Suite struct StillBehaviorTests {
  @Test func nothingMovesAndTheArmsHang() throws {
    let track = try Rehearsal.track(StillBehavior.self, seconds: 2)
    for name in ARKit.names { #expect(track.curve(name)?.allSatisfy { $0 == 0 } == true, "\(name)") }
    let left = try #require(track.rotations("leftUpperArm.rotation")?[60])
    let right = try #require(track.rotations("rightUpperArm.rotation")?[60])
    #expect(left.act(SIMD3(1, 0, 0)).y < -0.85)
    #expect(right.act(SIMD3(-1, 0, 0)).y < -0.85)
    let elbow = try #require(track.rotations("leftLowerArm.rotation")?[60])
    let forearm = (left * elbow).act(SIMD3(1, 0, 0))
    #expect(forearm.y < -0.8 && forearm.z > 0)
    #expect(track.rotations("head.rotation")?.allSatisfy { $0 == .identity } == true)
    #expect(track.curve("gaze.yaw")?.allSatisfy { $0 == 0 } == true)
  }

  @Test func aSavedStateGoesOn() throws {
    let tryout = Tryout(seed: 1)
    let whole = try tryout.take(of: StillBehavior.self, frames: 60)
    #expect(try tryout.take(of: StillBehavior.self, frames: 60, hoppingAt: 7) == whole)
    #expect(throws: StrategyError.self) { try StillBehavior().load([1]) }
  }
}
