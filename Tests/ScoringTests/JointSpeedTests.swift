import Motion
import Testing

@testable import Scoring

@Suite struct JointSpeedTests {
  @Test func sumsTurningAndMovingJoints() {
    let layout = ChannelLayout([.rotation(of: .head), .translation(of: .hips), .rotation(of: .jaw)])
    // The head turns by 0.01 rad a frame about Y, the hips move by 0.5 m a frame, the jaw is left out.
    let samples = (0..<10).flatMap { frame -> [Float] in
      let q = Quaternion(yaw: 0.01 * Float(frame), pitch: 0, roll: 0)
      let jaw = Quaternion(yaw: 0, pitch: Float(frame % 2), roll: 0)
      return [q.x, q.y, q.z, q.w, 0, 0.5 * Float(frame), 0, jaw.x, jaw.y, jaw.z, jaw.w]
    }
    let speed = JointSpeed.summed(Track(layout: layout, rate: FrameRate(frames: 10), samples: samples))
    for value in speed { #expect(abs(value - 5.1) < 1e-4) }
  }

  @Test func aChangeOfSignIsNoMotion() {
    let track = Track(
      layout: ChannelLayout([.rotation(of: .head)]), rate: .fps60,
      samples: [0, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0, 1])
    #expect(JointSpeed.summed(track) == [0, 0, 0])
    let single = Track(layout: track.layout, rate: .fps60, frameCount: 1)
    #expect(JointSpeed.summed(single) == [0])
  }
}
