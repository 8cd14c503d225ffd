import Testing

@testable import Rigging

@Suite struct BoundedLeastSquaresTests {
  private func solve(_ basis: [[Double]], _ target: [Double]) -> [Double] {
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return BoundedLeastSquares(
      gram: basis.flatMap { row in basis.map { dot(row, $0) } }, right: basis.map { dot($0, target) }
    ).solve()
  }

  @Test func `weights that make the target are found`() {
    let basis: [[Double]] = [[1, 0, 0, 2], [0, 1, 0, 1], [0, 0, 1, -1]]
    let weights = solve(basis, [0.25, 0.5, 0.75, 0.25])
    #expect(zip(weights, [0.25, 0.5, 0.75]).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func `weights stay in 0 to 1 and the others make up for it`() {
    let pulled = solve([[1, 0], [1, 1]], [3, 1])
    #expect(pulled[0] == 1 && abs(pulled[1] - 1) < 1e-6)
    let away = solve([[1, 0], [0.6, 0.8]], [-1, 1])
    #expect(away[0] == 0 && abs(away[1] - 0.2) < 1e-6)
  }

  @Test func `no basis, an empty one and a doubled one are borne`() {
    #expect(solve([], [1]).isEmpty)
    #expect(solve([[0, 0]], [1, 1]) == [0])
    let doubled = solve([[1, 1], [1, 1]], [0.8, 0.8])
    #expect(abs(doubled[0] + doubled[1] - 0.8) < 1e-6)
  }

  @Test func `no weight can be bettered by a small step`() {
    // Correlated directions with a target outside their cone.
    func number(_ whole: Int, _ modulus: Int) -> Double {
      Double(whole % modulus) * 2 / Double(modulus) - 0.8
    }
    let basis = (0..<8).map { i in (0..<12).map { row in number(row * 7 + i * i * 3, 11) } }
    let target = (0..<12).map { number($0 * 5, 7) }
    let weights = solve(basis, target)
    func error(_ weights: [Double]) -> Double {
      var sum = 0.0
      for row in 0..<12 {
        var difference = -target[row]
        for (column, weight) in zip(basis, weights) { difference += column[row] * weight }
        sum += difference * difference
      }
      return sum
    }
    let best = error(weights)
    for index in weights.indices {
      for step in [-1e-3, 1e-3] {
        var other = weights
        other[index] = min(1, max(0, other[index] + step))
        #expect(error(other) >= best - 1e-9)
      }
    }
  }
}
