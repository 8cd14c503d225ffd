import Testing

@testable import Scoring

@Suite struct VertexDistanceTests {
  @Test func aLipMovedByThreeIsThreeOff() throws {
    let template = [0.0, 0, 0, 1, 0, 0]
    let recorded = [0.0, 0, 0, 1, 0, 0, 0, 0, 0, 3, 0, 0]
    let made = [0.0, 3, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0]
    let found = try VertexDistance(recorded: recorded, made: made, template: template, lips: [0], upper: [1])
    #expect(found.lipSquared == 4.5 && found.lip == 1.5)
    #expect(found.mean == 1.25)
    // Recorded |g - t|² is 0 then 4: SD 2. Made does not move.
    #expect(found.upperDynamics == 2)
  }

  @Test func unlikeMeshesAreUndefined() {
    #expect(throws: Undefined.self) {
      try VertexDistance(recorded: [0, 0, 0], made: [], template: [0, 0, 0], lips: [0], upper: [0])
    }
    #expect(throws: Undefined.self) {
      try VertexDistance(recorded: [0, 0, 0], made: [0, 0, 0], template: [0, 0, 0], lips: [1], upper: [0])
    }
    #expect(throws: Undefined.self) {
      try VertexDistance(recorded: [], made: [], template: [0, 0, 0], lips: [0], upper: [0])
    }
  }
}
