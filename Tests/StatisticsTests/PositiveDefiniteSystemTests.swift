import Statistics
import Testing

@Suite("Positive definite equations")
struct PositiveDefiniteSystemTests {
  @Test("solves every right side")
  func solves() throws {
    let x = try PositiveDefiniteSystem.solve([4, 2, 2, 3], order: 2, rightSides: [10, 9, 4, 2])
    for (found, expected) in zip(x, [1.5, 2, 1, 0]) { #expect(abs(found - expected) < 1e-14) }
  }

  @Test("refuses singular and indefinite matrices and wrong counts")
  func refusals() {
    let none = StatisticsError.noSolution(what: "equations with a matrix that is not positive definite")
    #expect(throws: none) { try PositiveDefiniteSystem.solve([1, 1, 1, 1], order: 2, rightSides: [1, 2]) }
    #expect(throws: none) { try PositiveDefiniteSystem.solve([1, 2, 2, 1], order: 2, rightSides: [1, 2]) }
    #expect(throws: StatisticsError.self) {
      try PositiveDefiniteSystem.solve([1, 0, 0, 1], order: 2, rightSides: [1, 2, 3])
    }
  }
}
