import Foundation
import Statistics
import Testing

@Suite("Symmetric eigenvalues")
struct SymmetricEigenTests {
  @Test("ascending values, unit vectors with a positive lead")
  func known() throws {
    let eigen = try SymmetricEigen([2, 1, 1, 2], order: 2)
    #expect(abs(eigen.values[0] - 1) < 1e-14 && abs(eigen.values[1] - 3) < 1e-14)
    let half = 0.5.squareRoot()
    for (found, expected) in zip(eigen.vectors, [half, -half, half, half]) {
      #expect(abs(found - expected) < 1e-14)
    }
  }

  @Test("the upper triangle alone is read")
  func triangle() throws {
    let full = try SymmetricEigen([4, 1, 2, 1, 3, 0, 2, 0, 5], order: 3)
    let upper = try SymmetricEigen([4, 1, 2, 9, 3, 0, 9, 9, 5], order: 3)
    #expect(full.values == upper.values && full.vectors == upper.vectors)
  }

  @Test("values and vectors make up the matrix again, and its root squares to it")
  func rebuild() throws {
    let matrix = [4.0, 1, 2, 1, 3, 0.5, 2, 0.5, 5]
    let eigen = try SymmetricEigen(matrix, order: 3)
    let root = eigen.matrix { $0.squareRoot() }
    for (i, value) in eigen.matrix({ $0 }).enumerated() {
      #expect(abs(value - matrix[i]) < 1e-13)
      let square = (0..<3).reduce(0) { $0 + root[i / 3 * 3 + $1] * root[$1 * 3 + i % 3] }
      #expect(abs(square - matrix[i]) < 1e-13)
    }
  }

  @Test("a matrix of rank 1 has its other values at rounding")
  func deficient() throws {
    let eigen = try SymmetricEigen([1, 2, 3, 2, 4, 6, 3, 6, 9], order: 3)
    #expect(abs(eigen.values[2] - 14) < 1e-13)
    #expect(eigen.values[1] <= eigen.roundingLimit)
    #expect(try SymmetricEigen([0, 0, 0, 0], order: 2).values == [0, 0])
  }

  @Test("refuses what is no matrix")
  func refusals() {
    #expect(throws: StatisticsError.self) { try SymmetricEigen([], order: 0) }
    #expect(throws: StatisticsError.self) { try SymmetricEigen([1, 2, 3], order: 2) }
    #expect(throws: StatisticsError.self) { try SymmetricEigen([1, .nan, .nan, 1], order: 2) }
  }
}
