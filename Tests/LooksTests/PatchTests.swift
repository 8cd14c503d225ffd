import Motion
import Testing

@testable import Looks

@Suite struct PatchTests {
  @Test func bindingKeepsItsSum() {
    var binding = Binding(.hips, .spine, 0.3)
    binding.blend(.chest, 0.5)
    binding.blend(.spine, 0.25)
    #expect(abs(binding.weights.reduce(0, +) - 1) < 1e-12)
    #expect(binding.bones == [.hips, .spine, .chest])
  }

  @Test func mirrorSwapsSidesAndFacesOutwards() {
    let ball = ellipsoidPatch(
      center: Vector(1, 0, 0), radii: Vector(1, 1, 1), color: .zero, rows: 7, columns: 8
    )
    .bound { _ in Binding(.leftHand) }
    let other = ball.mirrored
    #expect(other.bindings[0].bones == [.rightHand])
    let normals = smoothNormals(other.positions, other.triangles, other.welds)
    for (p, n) in zip(other.positions, normals) where abs(p.y) < 0.9 {
      #expect(dot(n, p - Vector(-1, 0, 0)) > 0.9)
    }
  }

  @Test func weldedRingsShareTheirNormals() {
    let tube = Tube(
      path: [Vector(0, 0, 0), Vector(0, 1, 0), Vector(0, 2, 0)], width: [1, 2, 1], depth: [1, 2, 1],
      colors: [.zero, Vector(1, 1, 1), Vector(1, 1, 1)], segments: 8
    ).patch()
    #expect(tube.positions.count == 4 * 8 + 2)
    let normals = smoothNormals(tube.positions, tube.triangles, tube.welds)
    for k in 0..<8 { #expect(normals[8 + k] == normals[16 + k]) }
  }
}
