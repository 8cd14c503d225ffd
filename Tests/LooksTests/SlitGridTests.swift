import Testing

@testable import Looks

@Suite struct SlitGridTests {
  private func grid() throws -> SlitGrid { try SlitGrid(.nova, surface: HeadSurface(.nova)) }

  @Test func closedFaceIsSymmetricToTheLastBit() throws {
    let grid = try grid()
    for i in grid.positions.indices {
      #expect(grid.positions[grid.twins[i]] == grid.positions[i].mirrored)
    }
  }

  @Test func rimsShareTheirCornersOnly() throws {
    let grid = try grid()
    for slit in [grid.leftEye, grid.mouth] {
      #expect(slit.upper.count == slit.lower.count)
      #expect(Set(slit.upper).intersection(slit.lower).count == 2)
      #expect(slit.upper.first == slit.lower.first && slit.upper.last == slit.lower.last)
      for (a, b) in zip(slit.upper, slit.lower) { #expect(grid.positions[a] == grid.positions[b]) }
    }
  }

  @Test func slitsEndAtTheCornersOfTheDesign() throws {
    let grid = try grid()
    let p = LookParameters.nova
    let mouth = grid.mouth.upper.compactMap { grid.positions[$0].x }
    #expect(abs((mouth.last ?? 0) - p.mouth.halfWidth) < 1e-6)
    let eye = grid.leftEye.upper.map { grid.positions[$0].x }
    #expect(abs((eye.first ?? 0) - (p.eyes.spacing - p.eyes.halfWidth)) < 1e-6)
  }

  @Test func meshIsClosedButForSlitsAndNeck() throws {
    let grid = try grid()
    var edges: [SIMD2<UInt32>: Int] = [:]
    for t in stride(from: 0, to: grid.triangles.count, by: 3) {
      for (i, j) in [(0, 1), (1, 2), (2, 0)] {
        edges[SIMD2(grid.triangles[t + i], grid.triangles[t + j]), default: 0] += 1
      }
    }
    #expect(edges.values.allSatisfy { $0 == 1 })
    let open = edges.keys.filter { edges[SIMD2($0.y, $0.x)] == nil }.count
    let rims = 2 * (2 * (grid.leftEye.upper.count - 1)) + 2 * (grid.mouth.upper.count - 1)
    #expect(open == rims + SlitGrid.columns)
  }

  @Test func mouthBeyondTheEyesIsRefused() {
    var p = LookParameters.nova
    p.mouth.halfWidth = 0.34
    #expect(throws: LookError.self) { try SlitGrid(p, surface: HeadSurface(p)) }
  }
}
