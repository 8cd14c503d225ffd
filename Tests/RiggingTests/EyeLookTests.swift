import Motion
import Rigging
import Testing

@Suite struct EyeLookTests {
  @Test func `looking to the own left is Out on the left eye and In on the right`() {
    let weights = EyeLook().weights(yaw: 0.1, pitch: -0.1)
    let active = zip(EyeLook.names, (0..<8).map { weights[$0] }).filter { $0.1 > 0 }.map(\.0)
    #expect(active == ["eyeLookDownLeft", "eyeLookDownRight", "eyeLookInRight", "eyeLookOutLeft"])
  }

  @Test func `weights stop at one`() {
    #expect(EyeLook().weights(yaw: 3, pitch: 3).max() == 1)
  }

  @Test func `an eye turned up and left looks up and to +X`() {
    let look = EyeLook.rotation(yaw: 0.3, pitch: 0.2).act(SIMD3(0, 0, 1))
    #expect(look.x > 0.2 && look.y > 0.1)
  }

  @Test func `the gaze comes back from its weights`() {
    let look = EyeLook()
    for (yaw, pitch) in [(Float(0.3), Float(-0.2)), (-0.4, 0.1), (0, 0)] {
      let gaze = look.gaze(of: look.weights(yaw: yaw, pitch: pitch))
      #expect(abs(gaze.yaw - yaw) < 1e-6 && abs(gaze.pitch - pitch) < 1e-6)
    }
  }
}
