import Characters
import Motion
import Testing

@Suite struct SignatureMeasurementTests {
  private func track(_ channels: [Channel], frames: Int, _ fill: (Int) -> [Float]) -> Track {
    Track(layout: ChannelLayout(channels), rate: .fps60, samples: (0..<frames).flatMap(fill))
  }

  @Test func blinksAreCountedPerMinuteWithHysteresis() throws {
    // 20 s; a blink of 12 frames every 5 s, and half-closed lids that are none.
    let lids = track([.weight("eyeBlinkLeft"), .weight("eyeBlinkRight")], frames: 1200) { frame in
      let blinks = frame % 300 < 12
      return Array(repeating: blinks ? 1 : frame % 300 < 100 ? 0.2 : 0.45, count: 2)
    }
    let habits = SignatureMeasurement.measure(lids)
    #expect(habits["blinkRate"] == 12)
    #expect(abs(try #require(habits["blinkDuration"]) - 0.2) < 1e-9)
  }

  @Test func aSmileToTheLeftIsPositive() throws {
    let smile = track([.weight("mouthSmileLeft"), .weight("mouthSmileRight")], frames: 10) { _ in [0.6, 0.2] }
    #expect(abs(try #require(SignatureMeasurement.measure(smile)["smileAsymmetry"]) - 0.5) < 1e-6)
  }

  @Test func aSmileThatNeverCameIsLeftOut() {
    let still = track([.weight("mouthSmileLeft"), .weight("mouthSmileRight")], frames: 10) { _ in [0, 0] }
    #expect(SignatureMeasurement.measure(still)["smileAsymmetry"] == nil)
    #expect(SignatureMeasurement.measure(still)["smileMean"] == 0)
  }

  @Test func aTiltToTheLeftShoulderIsPositive() throws {
    let q = Quaternion(yaw: 0, pitch: 0, roll: 0.1)
    let head = track([.rotation(of: .head)], frames: 10) { _ in [q.x, q.y, q.z, q.w] }
    #expect(abs(try #require(SignatureMeasurement.measure(head)["headTilt"]) - 5.73) < 0.01)
  }

  @Test func gazeIsOnThePartnerWithinEightDegrees() throws {
    let gaze = track([.gazeYaw, .gazePitch], frames: 10) {
      $0 < 4 ? [0.1, 0] : $0 < 8 ? [0.2, 0] : [-0.3, 0]
    }
    let habits = SignatureMeasurement.measure(gaze)
    #expect(habits["gazeOnPartner"] == 0.4)
    #expect(abs(try #require(habits["gazeAwayLeft"]) - 4.0 / 6) < 1e-9)
  }

  @Test func deviationIsBetweenTracks() throws {
    let tracks = [Float(0.2), 0.4].map { smile in
      track([.weight("mouthSmileLeft"), .weight("mouthSmileRight")], frames: 10) { _ in [smile, smile] }
    }
    let value = try #require(SignatureMeasurement.signature(of: tracks)["smileMean"])
    #expect(abs(value.value - 0.3) < 1e-6)
    #expect(abs(try #require(value.deviation) - 0.2 / 2.0.squareRoot()) < 1e-6)
    #expect(SignatureMeasurement.signature(of: [tracks[0]])["smileMean"]?.deviation == nil)
  }

  @Test func everyMeasuredHabitHasAUnit() {
    let names = SignatureMeasurement.habits.map(\.name)
    let everything = track(
      ARKit.names.map { Channel.weight($0) } + [
        .gazeYaw, .gazePitch, .rotation(of: .head), .rotation(of: .leftUpperArm),
        .rotation(of: .leftLowerArm),
        .rotation(of: .rightUpperArm), .rotation(of: .rightLowerArm),
      ], frames: 60
    ) { frame in
      ARKit.names.map { _ in frame % 20 < 10 ? 0.6 : 0 } + [frame % 2 == 0 ? 0.3 : 0, 0]
        + (0..<5).flatMap { _ -> [Float] in
          let q = Quaternion(yaw: Float(frame) * 0.01, pitch: 0, roll: 0)
          return [q.x, q.y, q.z, q.w]
        }
    }
    #expect(Set(SignatureMeasurement.measure(everything).keys) == Set(names))
  }

  @Test func speedLimitsLeaveHalfAsMuchAgain() throws {
    let jaw = track([.weight("jawOpen")], frames: 3) { [0, 0.1, 0.15][$0..<$0 + 1].map { Float($0) } }
    #expect(abs(try #require(SignatureMeasurement.speedLimits(of: [jaw])["jawOpen"]) - 9) < 1e-4)
  }
}
