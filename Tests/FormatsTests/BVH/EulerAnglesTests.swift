import Motion
import Testing

@testable import Formats

@Suite("Euler angles in any order")
struct EulerAnglesTests {
  static let orders: [[Int]] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  private func product(_ axes: [Int], _ angles: [Double]) -> Quaternion {
    var q = Quaternion.identity
    for (axis, angle) in zip(axes, angles) {
      var unit = SIMD3<Float>.zero
      unit[axis] = 1
      q = q * Quaternion(axis: unit, angle: Float(angle) * .pi / 180)
    }
    return q
  }

  @Test("a rotation is the product of its axes in the order of the file", arguments: orders)
  func product(_ axes: [Int]) {
    let angles = [31.0, -47.0, 112.0]
    let q = EulerAngles.quaternion(axes: axes) { angles[$0] }
    #expect(q.angle(to: product(axes, angles)) < 1e-3)
  }

  @Test("angles come back", arguments: orders)
  func back(_ axes: [Int]) {
    for angles in [[10.0, 20, 30], [170, -80, 120], [-100, 60, -179], [0, 0, 0]] {
      let q = EulerAngles.quaternion(axes: axes) { angles[$0] }
      let near = SIMD3(angles[0], angles[1], angles[2])
      let again = EulerAngles.degrees(q, axes: SIMD3(axes[0], axes[1], axes[2]), near: near)
      for k in 0..<3 { #expect(abs(again[k] - angles[k]) < 1e-3, "\(axes) \(angles) \(again)") }
    }
  }

  @Test(
    "at a right angle in the middle the rotation still comes back, and the last angle stays",
    arguments: orders)
  func gimbal(_ axes: [Int]) {
    for middle in [90.0, -90] {
      let angles = [25.0, middle, 40.0]
      let q = EulerAngles.quaternion(axes: axes) { angles[$0] }
      let again = EulerAngles.degrees(q, axes: SIMD3(axes[0], axes[1], axes[2]), near: SIMD3(0, 0, 40))
      let turned = EulerAngles.quaternion(axes: axes) { again[$0] }
      #expect(turned.angle(to: q) < 2e-3, "\(axes) \(again)")
    }
  }

  @Test("curves run on beyond half a turn")
  func unwinding() {
    var last = SIMD3<Double>.zero
    for step in 0...80 {
      let angle = Double(step) * 10
      let q = EulerAngles.quaternion(axes: [2, 0, 1]) { [angle, 0, 0][$0] }
      last = EulerAngles.degrees(q, axes: SIMD3(2, 0, 1), near: last)
    }
    #expect(abs(last.x - 800) < 0.01)
  }
}
