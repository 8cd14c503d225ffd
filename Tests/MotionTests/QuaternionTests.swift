import Motion
import Testing

@Suite("Quaternions")
struct QuaternionTests {
  private let forward = SIMD3<Float>(0, 0, 1)
  private let up = SIMD3<Float>(0, 1, 0)

  private func near(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ tolerance: Float = 1e-5) -> Bool {
    let d = a - b
    return dot(d, d).squareRoot() < tolerance
  }

  @Test("positive yaw turns to the character's left (+X)")
  func yaw() {
    #expect(near(Quaternion(yaw: .pi / 2, pitch: 0, roll: 0).act(forward), SIMD3(1, 0, 0)))
  }

  @Test("positive pitch nods down")
  func pitch() {
    #expect(near(Quaternion(yaw: 0, pitch: .pi / 2, roll: 0).act(forward), SIMD3(0, -1, 0)))
  }

  @Test("positive roll tilts the crown to the own left shoulder (+X)")
  func roll() {
    #expect(near(Quaternion(yaw: 0, pitch: 0, roll: .pi / 2).act(up), SIMD3(1, 0, 0)))
  }

  @Test("yaw comes first and carries pitch with it")
  func order() {
    let facing = Quaternion(yaw: .pi / 2, pitch: 0.3, roll: 1).act(forward)
    #expect(facing.y < -0.29 && facing.x > 0.95 && abs(facing.z) < 1e-5)
  }

  @Test("the product turns by the right one first")
  func product() {
    let a = Quaternion(axis: SIMD3(0, 1, 0), angle: 0.7)
    let b = Quaternion(axis: SIMD3(1, 0, 0), angle: -0.4)
    #expect(near((a * b).act(forward), a.act(b.act(forward))))
    #expect((a * a.conjugate).angle(to: .identity) < 1e-3)
  }

  @Test("angle and interpolation take the shorter arc")
  func slerp() {
    let a = Quaternion.identity
    let b = Quaternion(axis: SIMD3(0, 1, 0), angle: 1)
    #expect(abs(a.angle(to: b) - 1) < 1e-5)
    #expect(abs(a.slerp(to: b, 0.25).angle(to: a) - 0.25) < 1e-4)
    #expect(abs(a.slerp(to: Quaternion(-b.vector), 0.25).angle(to: a) - 0.25) < 1e-4)
    #expect(a.slerp(to: a, 0.5).angle(to: a) < 1e-3)
    #expect(a.angle(to: Quaternion(-a.vector)) == 0)
  }

  @Test("what has no direction becomes identity")
  func degenerate() {
    #expect(Quaternion(x: 0, y: 0, z: 0, w: 0).normalized == .identity)
    #expect(Quaternion(x: .nan, y: 0, z: 0, w: 1).normalized == .identity)
    #expect(Quaternion(x: .infinity, y: 0, z: 0, w: 1).normalized == .identity)
    #expect(abs(Quaternion(x: 3, y: 0, z: 4, w: 0).normalized.length - 1) < 1e-6)
  }
}
