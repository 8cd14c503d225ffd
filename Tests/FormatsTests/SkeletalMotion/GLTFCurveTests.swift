import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Curves of glTF animations")
struct GLTFCurveTests {
  private func samples(
    _ times: [Float], _ values: [Float], _ interpolation: String, width: Int = 1, isRotation: Bool = false,
    at wanted: [Double]
  ) throws -> [[Float]] {
    var curve = try #require(
      GLTFCurve(
        .init(times: times, values: values), interpolation: interpolation, width: width,
        isRotation: isRotation))
    return wanted.map { time in
      var row = Array(repeating: Float(0), count: width)
      curve.sample(at: time, into: &row)
      return row
    }
  }

  @Test("LINEAR is interpolated, STEP held, both clamped outside their keys, in any order of asking")
  func linearAndStep() throws {
    let asked = [-1, 0, 0.25, 1, 1.5, 2, 9, 0.25]
    let linear = try samples([0, 1, 2], [0, 4, 2], "LINEAR", at: asked).map { $0[0] }
    #expect(linear == [0, 0, 1, 4, 3, 2, 2, 1])
    let step = try samples([0, 1, 2], [0, 4, 2], "STEP", at: asked).map { $0[0] }
    #expect(step == [0, 0, 0, 4, 4, 2, 2, 0])
  }

  @Test("CUBICSPLINE is the Hermite spline of the specification")
  func cubic() throws {
    // x(t) = t³ over two seconds: tangents 0 and 12 a second.
    let values: [Float] = [0, 0, 0, 12, 8, 0]
    for time in [0.0, 0.5, 1, 1.7, 2] {
      let value = try samples([0, 2], values, "CUBICSPLINE", at: [time])[0][0]
      #expect(abs(Double(value) - time * time * time) < 1e-5)
    }
  }

  @Test("rotations take the shorter arc and are units")
  func rotation() throws {
    let a = Quaternion(axis: SIMD3(0, 1, 0), angle: 0)
    let b = Quaternion(axis: SIMD3(0, 1, 0), angle: 1)
    let values = [a.x, a.y, a.z, a.w, -b.x, -b.y, -b.z, -b.w]
    let row = try samples([0, 1], values, "LINEAR", width: 4, isRotation: true, at: [0.5])[0]
    let half = Quaternion(x: row[0], y: row[1], z: row[2], w: row[3])
    #expect(half.angle(to: Quaternion(axis: SIMD3(0, 1, 0), angle: 0.5)) < 1e-3)
    #expect(abs(half.length - 1) < 1e-6)
  }

  @Test("numbers that make no keys are no curve")
  func refused() {
    #expect(
      GLTFCurve(.init(times: [0, 1], values: [1]), interpolation: "LINEAR", width: 1, isRotation: false)
        == nil)
    #expect(
      GLTFCurve(.init(times: [], values: []), interpolation: "LINEAR", width: 1, isRotation: false) == nil)
  }

  @Test("the rate is that on which keys lie")
  func rates() {
    func rate(_ frames: Int, _ perSecond: Double) -> FrameRate {
      GLTFKeyTimes.rate([(0..<frames).map { Float(Double($0) / perSecond) }]).rate
    }
    for whole: Int32 in [24, 25, 30, 50, 60, 120] {
      #expect(rate(200, Double(whole)) == FrameRate(frames: whole))
    }
    #expect(rate(2, 0.5) == FrameRate(frames: 30))
    #expect(rate(2000, 30000 / 1001) == FrameRate(numerator: 30000, denominator: 1001))
    let odd = GLTFKeyTimes.rate([[0, 0.0137, 0.02911]])
    #expect(!odd.isFound && odd.rate == .fps60)
  }
}
