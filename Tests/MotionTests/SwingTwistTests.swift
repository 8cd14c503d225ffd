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

  @Test func anglesAreMeasuredWithoutTheParts() {
    let swing = Quaternion(axis: SIMD3(1, 0, 0), angle: 0.5)
    let twist = Quaternion(axis: SIMD3(0, 1, 0), angle: -0.8)
    let angles = SwingTwist.angles(of: swing * twist, axis: 1)
    #expect(abs(angles.swing - 0.5) < 1e-6 && abs(angles.twist - 0.8) < 1e-6)
    let long = SwingTwist.angles(of: Quaternion((swing * twist).vector * -3), axis: 1)
    #expect(abs(long.swing - 0.5) < 1e-6 && abs(long.twist - 0.8) < 1e-6)
    for axis in 0..<3 {
      let whole = Quaternion(x: 0.3, y: -0.5, z: 0.2, w: 0.7).normalized
      let parts = SwingTwist(whole, axis: axis)
      let angles = SwingTwist.angles(of: whole, axis: axis)
      #expect(abs(angles.swing - Double(parts.swingAngle)) < 1e-5)
      #expect(abs(angles.twist - Double(parts.twistAngle)) < 1e-5)
    }
  }

  @Test func smallTurnsKeepTheirDigits() {
    let angles = SwingTwist.angles(of: Quaternion(axis: SIMD3(0, 1, 0), angle: 1e-4), axis: 1)
    #expect(abs(angles.twist - 1e-4) < 1e-10 && angles.swing < 1e-3)
  }

  @Test(arguments: [SIMD4<Float>.zero, SIMD4(.nan, 0, 0, 1), SIMD4(.infinity, 0, 0, 1)])
  func whatHasNoDirectionIsNotTurned(_ vector: SIMD4<Float>) {
    for axis in 0..<3 { #expect(SwingTwist.angles(of: Quaternion(vector), axis: axis) == (0, 0)) }
  }

  @Test(arguments: [
    (HumanoidBone.head, 1), (.leftUpperArm, 0), (.rightShoulder, 0), (.leftThumbDistal, 0), (.rightEye, 2),
    (.leftUpperLeg, 1), (.chest, 1), (.rightIndexDistal, 0), (.leftEye, 2), (.leftHand, 0),
    (.rightLowerArm, 0),
    (.rightLowerArm, 0), (.leftLittleProximal, 0), (.jaw, 1), (.rightFoot, 1), (.hips, 1),
  ]) func bonesTwistAboutTheAxisTheyLieAlong(_ bone: HumanoidBone, _ axis: Int) {
    #expect(bone.twistAxis == axis)
  }
}
