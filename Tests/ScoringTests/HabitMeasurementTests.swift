import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct HabitMeasurementTests {
  @Test func findsTheSwayOfAHeadInSilence() throws {
    let layout = ChannelLayout([.rotation(of: .head)])
    var track = Track(layout: layout, rate: FrameRate(frames: 30), frameCount: 900)
    for frame in 0..<900 {
      let q = Quaternion(
        yaw: Float(0.05 * sin(2 * .pi * 0.4 * Double(frame) / 30)), pitch: 0, roll: 0)
      for lane in 0..<4 { track[frame, lane] = q.vector[lane] }
    }
    let silent = TakeEvidence(
      key: TakeKey(recording: "r", participant: "nobody", seed: 1), track: track,
      happened: SyntheticClip.stage.clips[0].happened, duration: track.duration)
    let sway = try #require(HabitMeasurement.habits(of: silent)["idleSway"])
    #expect(abs(sway - 0.4) < 1e-9)
  }

  @Test func wristsOfTheTPoseLieBesideTheShoulders() throws {
    let layout = ChannelLayout([.rotation(of: .leftUpperArm), .rotation(of: .leftLowerArm)])
    let track = Track(layout: layout, rate: .fps60, frameCount: 2)
    let wrist = try #require(WristPath.of(track, isLeft: true)?.first)
    #expect(abs(wrist.x - 0.68) < 1e-6 && abs(wrist.y) < 1e-6 && abs(wrist.z) < 1e-6)
    #expect(WristPath.of(track, isLeft: false) == nil)
  }

  @Test func strokesJoinToGestures() {
    #expect(Strokes.units([0..<10, 15..<20, 60..<70], within: 8) == [0..<20, 60..<70])
    #expect(Strokes.spans([0, 2, 2, 0.7, 0.4, 2], on: 1, off: 0.5, least: 2) == [1..<4])
    #expect(
      Strokes.ofArms(
        SyntheticClip.stage.clips[0].track.frameCount > 0
          ? Track(layout: ChannelLayout([.gazeYaw]), rate: .fps60, frameCount: 3)
          : SyntheticClip.stage.clips[0].track) == nil)
  }
}
