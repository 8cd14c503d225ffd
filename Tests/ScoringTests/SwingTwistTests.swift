import Motion
import Testing

@testable import Scoring

@Suite struct SwingTwistTests {
  @Test func takesARotationApart() {
    let swing = Quaternion(axis: SIMD3(1, 0, 0), angle: 0.5)
    let twist = Quaternion(axis: SIMD3(0, 1, 0), angle: -0.8)
    let degrees = SwingTwist.degrees((swing * twist).vector, axis: 1)
    #expect(abs(degrees.swing - 0.5 * 180 / .pi) < 1e-3)
    #expect(abs(degrees.twist - 0.8 * 180 / .pi) < 1e-3)
  }

  @Test func bonesTwistAlongThemselves() {
    #expect(SwingTwist.axis(of: .head) == 1)
    #expect(SwingTwist.axis(of: .leftUpperArm) == 0)
    #expect(SwingTwist.axis(of: .rightIndexDistal) == 0)
    #expect(SwingTwist.axis(of: .leftUpperLeg) == 1)
    #expect(SwingTwist.axis(of: .leftEye) == 2)
  }
}
