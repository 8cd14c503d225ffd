import Testing

@testable import Rendering

@Suite struct RasterizerTests {
  /// Draws triangles given by corners on an 8 × 8 grid.
  private func owners(_ corners: [SIMD3<Float>], side: Int8 = 0) -> [UInt32] {
    var grid = Rasterizer()
    grid.clear(width: 8, height: 8)
    var triangles: [SIMD3<UInt32>] = []
    for k in stride(from: UInt32(0), to: UInt32(corners.count), by: 3) {
      triangles.append(SIMD3<UInt32>(k, k + 1, k + 2))
    }
    let sides = Array(repeating: side, count: triangles.count)
    triangles.withUnsafeBufferPointer { t in
      corners.withUnsafeBufferPointer { v in
        sides.withUnsafeBufferPointer { grid.draw(t, vertices: v, sides: $0) }
      }
    }
    return grid.owner
  }

  @Test func aRightTriangleCoversTheSamplesInsideIt() {
    // The diagonal passes through the sample centres; it is a right edge and does not own them.
    let drawn = owners([SIMD3(0, 0, 1), SIMD3(0, 4, 1), SIMD3(4, 0, 1)])
    let expected: [(Int, Int)] = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (0, 2)]
    for y in 0..<8 {
      for x in 0..<8 {
        #expect((drawn[y * 8 + x] == 1) == expected.contains { $0 == (x, y) }, "sample \(x) \(y)")
      }
    }
  }

  @Test func trianglesThatShareAnEdgeCoverEachSampleOnce() {
    let square: [SIMD3<Float>] = [SIMD3(1, 1, 1), SIMD3(7, 1, 1), SIMD3(7, 7, 1), SIMD3(1, 7, 1)]
    let first = owners([square[0], square[1], square[2]])
    let second = owners([square[0], square[2], square[3]])
    for k in first.indices {
      let inside = (1...6).contains(k % 8) && (1...6).contains(k / 8)
      #expect((first[k] != 0 ? 1 : 0) + (second[k] != 0 ? 1 : 0) == (inside ? 1 : 0))
    }
  }

  @Test(arguments: [false, true]) func theNearerTriangleWinsInAnyOrder(_ reversed: Bool) {
    let far: [SIMD3<Float>] = [SIMD3(0, 0, 0.2), SIMD3(8, 0, 0.2), SIMD3(0, 8, 0.2)]
    let near = far.map { SIMD3($0.x, $0.y, 0.5) }
    #expect(owners(reversed ? near + far : far + near)[9] == (reversed ? 1 : 2))
  }

  @Test func sidesDecideWhatIsSeen() {
    // y points down: this one is counter-clockwise to the eye.
    let corners: [SIMD3<Float>] = [SIMD3(0, 0, 1), SIMD3(0, 8, 1), SIMD3(8, 0, 1)]
    #expect(owners(corners, side: 1)[0] == 1)
    #expect(owners(corners, side: -1)[0] == 0)
    #expect(owners(corners, side: 0)[0] == 1)
  }

  @Test(arguments: [
    SIMD3<Float>(0, 0, 0), SIMD3(.nan, 0, 1), SIMD3(.infinity, 0, 1), SIMD3(1e30, 0, 1), SIMD3(0, 0, .nan),
  ]) func unusableCornersDrawNothing(_ corner: SIMD3<Float>) {
    #expect(owners([corner, SIMD3(0, 8, 1), SIMD3(8, 0, 1)]).allSatisfy { $0 == 0 })
  }
}
