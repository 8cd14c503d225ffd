import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct FootSlideTests {
  /// Hips that move by the metres that a curve gives, legs straight.
  private func track(
    seconds: Double = 4, legs: Bool = true, _ hips: (Double) -> SIMD3<Float>
  ) -> Track {
    let names: [HumanoidBone] = legs ? [.leftUpperLeg, .leftLowerLeg, .rightUpperLeg, .rightLowerLeg] : []
    var track = Track(
      layout: ChannelLayout([.translation(of: .hips)] + names.map(Channel.rotation(of:))),
      rate: FrameRate(frames: 30), frameCount: Int(seconds * 30))
    for frame in 0..<track.frameCount {
      let place = hips(Double(frame) / 30)
      for lane in 0..<3 { track[frame, lane] = place[lane] }
    }
    return track
  }

  private func measure(_ track: Track, performance: Track? = nil) -> TakeMeasurement {
    let clip = SyntheticClip(seed: 1).evidence()
    return FootSlide().measure(
      TakeEvidence(
        key: clip.key, track: track, happened: clip.happened, duration: clip.duration,
        performance: performance))
  }

  @Test func aBodyThatGlidesHasItsSpeed() throws {
    let gliding = measure(track { SIMD3(Float(0.3 * $0), 0, Float(0.4 * $0)) })
    #expect(abs(try #require(gliding["foot-slide.speed/1"].number) - 0.5) < 1e-3)
    #expect(gliding["feet"] == .value(2))
    #expect(measure(track { _ in .zero })["foot-slide.speed/1"] == .value(0))
  }

  @Test func aFootInTheAirDoesNotSlide() throws {
    let jumping = track { time in
      time < 2 ? SIMD3(0, 0, 0) : SIMD3(Float(time - 2), 0.1, 0)
    }
    #expect(measure(jumping)["foot-slide.speed/1"] == .value(0))
    #expect(
      measure(track { SIMD3(Float($0), 0.1, 0) })["foot-slide.speed/1"].reason?
        .contains("on the ground for less") == true)
  }

  @Test func hipsThatSinkOverBentKneesDoNotSlide() throws {
    // Thighs forward by a, shins back by 2a: the ankle stays below the hips, which sink as the leg shortens.
    var squat = track { time in SIMD3(0, Float(0.84 * (cos(0.3 * sin(time)) - 1)), 0) }
    for frame in 0..<squat.frameCount {
      let angle = Float(0.3 * sin(Double(frame) / 30))
      for (column, turn) in [(3, -angle), (7, 2 * angle), (11, -angle), (15, 2 * angle)] {
        let q = Quaternion(axis: SIMD3(1, 0, 0), angle: turn)
        for lane in 0..<4 { squat[frame, column + lane] = q.vector[lane] }
      }
    }
    #expect(try #require(measure(squat)["foot-slide.speed/1"].number) < 1e-4)
  }

  @Test func recordedContactLimitsWhatIsCounted() throws {
    let gliding = track { SIMD3(Float($0), 0, 0) }
    // The performer stands for the first two seconds and jumps after.
    let performer = track { time in time < 2 ? .zero : SIMD3(0, 0.2, 0) }
    let stopping = track { time in SIMD3(Float(max(0, time - 2)), 0, 0) }
    #expect(measure(stopping, performance: performer)["foot-slide.recorded/1"] == .value(0))
    #expect(try #require(measure(stopping)["foot-slide.speed/1"].number) > 0.4)
    let whole = measure(gliding, performance: performer)
    #expect(abs(try #require(whole["foot-slide.recorded/1"].number) - 1) < 1e-3)
  }

  @Test func isUndefinedWithItsReason() {
    let standing = track { _ in .zero }
    let speed = "foot-slide.speed/1"
    #expect(measure(track(legs: false) { _ in .zero })[speed].reason == "the track moves no leg")
    #expect(measure(track(seconds: 0.3) { _ in .zero })[speed].reason?.contains("less than 1.0 s") == true)
    #expect(measure(standing)["foot-slide.recorded/1"].reason?.contains("no performance") == true)
    let legless = measure(standing, performance: track(legs: false) { _ in .zero })
    #expect(legless["foot-slide.recorded/1"].reason?.contains("does not move the take's legs") == true)
    var wild = standing
    for index in wild.samples.indices { wild.samples[index] = 1e38 }
    #expect(measure(wild)[speed].reason?.contains("no rotations") == true)
  }
}
