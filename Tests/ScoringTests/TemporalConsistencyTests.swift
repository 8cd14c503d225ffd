import Testing

@testable import Scoring

@Suite struct TemporalConsistencyTests {
  @Test func stillnessIsPerfectAndATurnIsNot() throws {
    #expect(abs(try TemporalConsistency.score([1, 2, 1, 2, 1, 2], width: 2) - 1) < 1e-15)
    // Frame 1 is square to frame 0, frame 2 is opposite: 0, then ½·(0 + 0).
    #expect(try TemporalConsistency.score([1, 0, 0, 1, -1, 0], width: 2) == 0)
    // Back to the first frame: ½·(0 + 1) in the second step.
    #expect(try TemporalConsistency.score([1, 0, 0, 1, 1, 0], width: 2) == 0.25)
  }

  @Test func oneFrameAndEmptyFramesAreUndefined() {
    #expect(throws: Undefined.self) { try TemporalConsistency.score([1, 2], width: 2) }
    #expect(throws: Undefined.self) { try TemporalConsistency.score([1, 2, 0, 0], width: 2) }
  }
}
