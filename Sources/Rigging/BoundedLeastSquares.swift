/// Least squares with every weight held to 0…1, on the normal equations.
///
/// Minimises w·G·w − 2·b·w by an active-set method: weights at a bound are freed where the gradient points inward,
/// the free ones are solved for by Cholesky's factors, and a step that leaves the bounds stops at the first it meets
/// (C. Lawson and R. Hanson, Solving Least Squares Problems, chapter 23; with upper bounds by P. Stark and
/// R. Parker, Bounded-Variable Least-Squares, 1995).
struct BoundedLeastSquares {
  /// Products of the basis with itself, `count × count`.
  let gram: [Double]
  /// Products of the basis with the target.
  let right: [Double]
  private var count: Int { right.count }

  init(gram: [Double], right: [Double]) {
    precondition(gram.count == right.count * right.count, "the matrix is not square")
    self.gram = gram
    self.right = right
  }

  /// The weights.
  func solve() -> [Double] {
    enum State { case low, high, free }
    var state = [State](repeating: .low, count: count)
    var weights = [Double](repeating: 0, count: count)
    let scale = (0..<count).reduce(0) { max($0, gram[$1 * count + $1]) }
    guard scale > 0 else { return weights }
    for _ in 0..<(3 * count + 3) {
      var best: (index: Int, gain: Double)?
      for index in 0..<count where state[index] != .free && gram[index * count + index] > 0 {
        var gradient = right[index]
        for other in 0..<count { gradient -= gram[index * count + other] * weights[other] }
        let gain = state[index] == .low ? gradient : -gradient
        if gain > 1e-9 * scale, gain > best?.gain ?? 0 { best = (index, gain) }
      }
      guard let entering = best?.index else { break }
      state[entering] = .free
      for _ in 0...count {
        let free = (0..<count).filter { state[$0] == .free }
        guard !free.isEmpty, let solved = solve(free, fixed: weights, ridge: 1e-9 * scale) else { break }
        // The largest part of the way on which nobody leaves the bounds.
        var step = 1.0
        var stop: (index: Int, state: State)?
        for (place, index) in free.enumerated() {
          let (from, to) = (weights[index], solved[place])
          if to < 0, from / (from - to) < step {
            step = max(0, from / (from - to))
            stop = (index, .low)
          } else if to > 1, (1 - from) / (to - from) < step {
            step = (1 - from) / (to - from)
            stop = (index, .high)
          }
        }
        for (place, index) in free.enumerated() { weights[index] += (solved[place] - weights[index]) * step }
        guard let stop else { break }
        state[stop.index] = stop.state
        weights[stop.index] = stop.state == .high ? 1 : 0
      }
    }
    return weights
  }

  /// Solves for the free weights with the others as they are; `nil` when the matrix is not positive definite.
  ///
  /// The systems have at most as many rows as a rig has face channels; own factors keep the result the same on
  /// every machine, whatever its linear algebra library.
  private func solve(_ free: [Int], fixed: [Double], ridge: Double) -> [Double]? {
    let size = free.count
    var isFree = [Bool](repeating: false, count: count)
    for index in free { isFree[index] = true }
    var factor = [Double](repeating: 0, count: size * size)
    var side: [Double] = []
    for (i, row) in free.enumerated() {
      var value = right[row]
      for column in 0..<count where !isFree[column] { value -= gram[row * count + column] * fixed[column] }
      for j in 0...i {
        var sum = gram[row * count + free[j]] + (i == j ? ridge : 0)
        for k in 0..<j { sum -= factor[i * size + k] * factor[j * size + k] }
        guard i == j else {
          factor[i * size + j] = sum / factor[j * size + j]
          continue
        }
        guard sum > 0, sum.isFinite else { return nil }
        factor[i * size + i] = sum.squareRoot()
      }
      for k in 0..<i { value -= factor[i * size + k] * side[k] }
      side.append(value / factor[i * size + i])
    }
    for i in (0..<size).reversed() {
      for k in (i + 1)..<size { side[i] -= factor[k * size + i] * side[k] }
      side[i] /= factor[i * size + i]
    }
    return side.allSatisfy(\.isFinite) ? side : nil
  }
}
