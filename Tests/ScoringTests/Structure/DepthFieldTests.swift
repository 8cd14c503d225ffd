import Testing

@testable import Scoring

@Suite struct DepthFieldTests {
  @Test func aSlopeIsReadBackBetweenTheCells() {
    var field = DepthField(columns: 16, rows: 16)
    field.reset(from: SIMD2(-1, -1), to: SIMD2(1, 1))
    func corner(_ x: Float, _ y: Float) -> SIMD3<Float> { SIMD3(x, y, 2 * x + y) }
    field.add(corner(-1, -1), corner(1, -1), corner(1, 1))
    field.add(corner(-1, -1), corner(1, 1), corner(-1, 1))
    for (x, y): (Float, Float) in [(0, 0), (0.33, -0.41), (-0.7, 0.6)] {
      #expect(abs(field.height(x, y) - (2 * x + y)) < 1e-5)
    }
    #expect(field.height(3, 0) == -.infinity)
  }

  @Test func theNearestSurfaceCountsAndResetForgets() {
    var field = DepthField(columns: 8, rows: 8)
    field.reset(from: SIMD2(0, 0), to: SIMD2(1, 1))
    for z: Float in [1, 3, 2] { field.add(SIMD3(-1, -1, z), SIMD3(4, -1, z), SIMD3(-1, 4, z)) }
    #expect(field.height(0.5, 0.5) == 3)
    field.reset(from: SIMD2(0, 0), to: SIMD2(1, 1))
    #expect(field.height(0.5, 0.5) == -.infinity)
    field.add(SIMD3(.nan, 0, 1), SIMD3(1, 0, 1), SIMD3(0, 1, 1))
    field.add(SIMD3(0, 0, 1), SIMD3(0, 0, 1), SIMD3(0, 0, 1))
    #expect(field.height(0.5, 0.5) == -.infinity)
  }
}
