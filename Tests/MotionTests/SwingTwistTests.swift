import Motion
import Testing

@Suite struct SwingTwistTests {
  private let degree = Float.pi / 180

  @Test func aPureTurnAboutTheBoneIsAllTwist() {
    let parts = SwingTwist(Quaternion(axis: SIMD3(0, 1, 0), angle: 40 * degree), of: .head)
    #expect(abs(parts.twistAngle - 40 * degree) < 1e-4)
    #expect(parts.swingAngle < 1e-3)
  }

  @Test func tiltingAnArmIsAllSwing() {
    let parts = SwingTwist(Quaternion(axis: SIMD3(0, 0, -1), angle: 75 * degree), of: .leftUpperArm)
    #expect(abs(parts.swingAngle - 75 * degree) < 1e-4)
    #expect(parts.twistAngle < 1e-3)
  }

  @Test func thePartsMultiplyBackToTheWhole() {
    let whole = Quaternion(x: 0.3, y: -0.5, z: 0.2, w: 0.7).normalized
    for axis in 0..<3 {
      let parts = SwingTwist(whole, axis: axis)
      #expect((parts.swing * parts.twist).angle(to: whole) < 1e-3)
      #expect(abs(parts.swing.vector[axis]) < 1e-6)
    }
  }

  @Test func anglesDoNotDependOnTheSignOfTheQuaternion() {
    let q = Quaternion(x: 0.3, y: -0.5, z: 0.2, w: 0.7).normalized
    let a = SwingTwist(q, axis: 0)
    let b = SwingTwist(Quaternion(-q.vector), axis: 0)
    #expect(abs(a.swingAngle - b.swingAngle) < 1e-5 && abs(a.twistAngle - b.twistAngle) < 1e-5)
  }

  @Test func aTiltByHalfATurnHasNoTwist() {
    #expect(SwingTwist(Quaternion(x: 1, y: 0, z: 0, w: 0), axis: 1).twist == .identity)
  }

  @Test(arguments: [
    (HumanoidBone.head, 1), (.leftUpperArm, 0), (.rightShoulder, 0), (.leftThumbDistal, 0), (.rightEye, 2),
    (.leftUpperLeg, 1), (.chest, 1),
  ]) func bonesTwistAboutTheAxisTheyLieAlong(_ bone: HumanoidBone, _ axis: Int) {
    #expect(bone.twistAxis == axis)
  }
}
