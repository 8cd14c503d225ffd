import Motion
import Testing

@testable import TrackCodec

@Suite struct RigidErrorTests {
  private static func vector(_ generator: inout Lots, _ size: Float) -> SIMD4<Float> {
    SIMD4(generator.next(size), generator.next(size), generator.next(size), 0)
  }

  /// Lots by a linear congruence.
  struct Lots {
    var state: UInt64 = 7
    mutating func next(_ size: Float) -> Float {
      state = 6_364_136_223_846_793_005 &* state &+ 1_442_695_040_888_963_407
      return size * (2 * Float(state >> 40) / Float(1 << 24) - 1)
    }
  }

  @Test(
    "no point around the joint is farther out of place than the peak, and one is as far",
    arguments: [
      Float(0.001), 0.02, 0.3, 2.5,
    ])
  func peak(angle: Float) {
    var lots = Lots()
    for _ in 0..<40 {
      let a = Self.vector(&lots, 1)
      let truth = JointFrame(parameters: Self.vector(&lots, 0.6))
      let axis = a * (1 / JointFrame.square(a).squareRoot())
      let quarter = angle / 4
      let turn = JointFrame(parameters: axis * quarter)
      let frame = turn.times(truth)
      let shift = Self.vector(&lots, 0.02)
      let error = RigidError(shift: shift, frame: frame, truth: truth)
      let peak = error.peak(reach: 0.03).squareRoot()
      var worst: Float = 0
      for step in 0..<4000 {
        // A spiral over the sphere.
        let height = 1 - 2 * (Float(step) + 0.5) / 4000
        let radius = (1 - height * height).squareRoot()
        let round = Float(step) * 2.399_963
        let q = Quaternion(axis: SIMD3(0, 1, 0), angle: round).act(SIMD3(radius, height, 0)) * 0.03
        let point = SIMD4(q, 0)
        worst = max(worst, JointFrame.square(shift + frame.act(point) - truth.act(point)).squareRoot())
      }
      #expect(worst <= peak * 1.0005 + 1e-7)
      #expect(worst >= peak * 0.998 - 1e-6)
    }
  }

  @Test("a joint in its place is out by nothing")
  func none() {
    let frame = JointFrame(parameters: SIMD4(0.1, -0.2, 0.05, 0))
    #expect(RigidError(shift: .zero, frame: frame, truth: frame).peak(reach: 0.03) == 0)
  }
}
