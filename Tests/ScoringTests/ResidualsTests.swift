import Testing

@testable import Scoring

@Suite struct ResidualsTests {
  @Test func findsTheLineBehindPoints() throws {
    let x = (0..<20).map { [1, Double($0)] }
    let found = try #require(Residuals.coefficients(x: x, y: [x.map { 3 + 0.5 * $0[1] }, x.map { -$0[1] }]))
    #expect(abs(found[0][0] - 3) < 0.02)
    #expect(abs(found[0][1] - 0.5) < 0.005)
    #expect(abs(found[1][1] + 1) < 0.005)
  }

  @Test func aConditionThatNeverOccursHasNoEffect() throws {
    let found = try #require(Residuals.coefficients(x: [[1, 0], [1, 0], [1, 0]], y: [[2, 2, 2]]))
    #expect(found[0][1] == 0)
  }

  @Test func nothingGivesNothing() {
    #expect(Residuals.coefficients(x: [], y: [[]]) == nil)
    #expect(Residuals.coefficients(x: [[1]], y: []) == nil)
    #expect(Residuals.coefficients(x: [[1]], y: [[1, 2]]) == nil)
  }
}
