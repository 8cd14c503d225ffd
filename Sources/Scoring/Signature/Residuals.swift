import Statistics

/// Least squares with a small ridge, by the normal equations.
enum Residuals {
  /// Share of the diagonal that is added to it, so that conditions that always come together share their effect.
  static let ridge = 1e-3

  /// Coefficients b of y ≈ X·b for several y at once, each row of `x` being one observation; a column that is zero
  /// throughout gets coefficient 0. `nil` where there is nothing to solve.
  static func coefficients(x: [[Double]], y: [[Double]]) -> [[Double]]? {
    guard let width = x.first?.count, width > 0, !y.isEmpty, y.allSatisfy({ $0.count == x.count }) else {
      return nil
    }
    var matrix = [Double](repeating: 0, count: width * width)
    for row in x {
      for i in 0..<width where row[i] != 0 {
        for j in 0..<width { matrix[i * width + j] += row[i] * row[j] }
      }
    }
    for i in 0..<width {
      let own = matrix[i * width + i]
      matrix[i * width + i] = own > 1e-12 ? own * (1 + ridge) : 1
    }
    var right: [Double] = []
    for values in y {
      for i in 0..<width {
        var sum = 0.0
        for (row, value) in zip(x, values) { sum += row[i] * value }
        right.append(sum)
      }
    }
    guard let all = try? PositiveDefiniteSystem.solve(matrix, order: width, rightSides: right) else {
      return nil
    }
    return y.indices.map { Array(all[$0 * width..<($0 + 1) * width]) }
  }
}
