import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct LabanEffortTests {
  /// A head that nods by a pitch in radians.
  private func track(seconds: Double = 7, fps: Int32 = 30, _ pitch: (Double) -> Double) -> Track {
    var track = Track(
      layout: ChannelLayout([.rotation(of: .head)]), rate: FrameRate(frames: fps),
      frameCount: Int(seconds * Double(fps)))
    for frame in 0..<track.frameCount {
      let q = Quaternion(axis: SIMD3(1, 0, 0), angle: Float(pitch(Double(frame) / Double(fps))))
      for lane in 0..<4 { track[frame, lane] = q.vector[lane] }
    }
    return track
  }

  private func measure(_ track: Track) -> TakeMeasurement {
    LabanEffort().measure(SyntheticClip(seed: 1).evidence().with(track: track))
  }

  @Test func aSteadyTurnHasItsSpeedAndAcceleration() throws {
    // The crown is 0.25 m from the neck: at 2 rad/s it moves at 0.5 m/s and is pulled by 1 m/s², its jerk is 2 m/s³.
    let turning = measure(track { 2 * $0 })
    #expect(abs(try #require(turning["effort.weight/1"].number) - 0.25) < 0.001)
    #expect(abs(try #require(turning["effort.time/1"].number) - 1) < 0.01)
    #expect(abs(try #require(turning["effort.flow/1"].number) - 2) < 0.05)
    // 34 steps of 1/30 s turn by 2.267 rad: the way over the chord.
    let angle = 2 * 34.0 / 30
    #expect(abs(try #require(turning["effort.space/1"].number) - angle / (2 * sin(angle / 2))) < 0.001)
    #expect(turning["windows"] == .value(6))
  }

  @Test func spaceIsOneForAStraightWayAndTwentyToAndFro() throws {
    let straight = measure(track { 0.01 * $0 })
    #expect(abs(try #require(straight["effort.space/1"].number) - 1) < 0.01)
    let tremor = measure(track { 0.1 * sin(2 * .pi * 30 / 34 * $0 * 5) })
    #expect(try #require(tremor["effort.space/1"].number) > 15)
    #expect(try #require(tremor["effort.space/1"].number) <= 20)
  }

  @Test func theFrameRateHardlyMatters() throws {
    let slow = measure(track { 0.3 * sin(2 * $0) })
    let fast = measure(track(fps: 60) { 0.3 * sin(2 * $0) })
    for name in ["weight", "time", "space", "flow"] {
      let (a, b) = (slow["effort.\(name)/1"].number ?? 0, fast["effort.\(name)/1"].number ?? 0)
      #expect(abs(a - b) < 0.05 * a, "\(name)")
    }
  }

  @Test func isUndefinedWithItsReason() {
    func reason(_ track: Track, _ name: String = "weight") -> String {
      measure(track)["effort.\(name)/1"].reason ?? ""
    }
    #expect(reason(track(seconds: 1) { $0 }).contains("shorter than a window"))
    #expect(reason(track { _ in 0 }, "space") == "nothing moves")
    #expect(reason(track { _ in 0 }) == "")
    let face = Track(layout: ChannelLayout([.weight("jawOpen")]), rate: FrameRate(frames: 30), frameCount: 90)
    #expect(reason(face).contains("neither an arm nor the head"))
    var wild = track { $0 }
    for index in wild.samples.indices { wild.samples[index] = 1e30 }
    #expect(reason(wild).contains("no rotations"))
  }
}
