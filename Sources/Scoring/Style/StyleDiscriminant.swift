import Statistics

/// Linear discriminants of groups with one pooled, shrunk covariance and equal priors.
struct StyleDiscriminant: Hashable, Sendable, Codable {
  /// Share of the covariance that is replaced by its mean variance on the diagonal.
  static let shrinkage = 0.1

  /// Σ⁻¹μ of every group, one row each.
  var weights: PackedNumbers
  /// -½ μᵀΣ⁻¹μ of every group.
  var offsets: PackedNumbers

  /// Learns from group sums.
  ///
  /// - Parameters:
  ///   - moments: Σ z·zᵀ over all windows, row-major.
  ///   - sums: Σ z per group.
  ///   - counts: windows per group, each at least 1.
  init(moments: [Double], sums: [[Double]], counts: [Int]) throws(StatisticsError) {
    let width = sums.first?.count ?? 0
    var scatter = moments
    var means: [Double] = []
    for (sum, count) in zip(sums, counts) {
      let mean = sum.map { $0 / Double(count) }
      means += mean
      scatter.withUnsafeMutableBufferPointer { scatter in
        mean.withUnsafeBufferPointer { mean in
          for i in 0..<width {
            let left = Double(count) * mean[i]
            for j in 0..<width { scatter[i * width + j] -= left * mean[j] }
          }
        }
      }
    }
    let freedom = Double(max(1, counts.reduce(0, +) - counts.count))
    var trace = 0.0
    for i in 0..<width { trace += scatter[i * width + i] / freedom }
    for index in scatter.indices { scatter[index] *= (1 - Self.shrinkage) / freedom }
    for i in 0..<width { scatter[i * width + i] += Self.shrinkage * trace / Double(width) }
    let solved = try PositiveDefiniteSystem.solve(scatter, order: width, rightSides: means)
    weights = PackedNumbers(solved)
    offsets = PackedNumbers(
      sums.indices.map { group in
        var sum = 0.0
        for k in 0..<width { sum += means[group * width + k] * solved[group * width + k] }
        return -sum / 2
      })
  }

  /// Log-likelihood of every group up to a common constant, window by window.
  func scores(_ rows: ArraySlice<Double>) -> [[Double]] {
    let groups = offsets.values.count
    let width = weights.values.count / max(1, groups)
    return stride(from: rows.startIndex, to: rows.endIndex, by: max(1, width)).map { start in
      (0..<groups).map { group in
        var sum = offsets.values[group]
        rows.withUnsafeBufferPointer { x in
          weights.values.withUnsafeBufferPointer { w in
            for k in 0..<width { sum += w[group * width + k] * x[start - rows.startIndex + k] }
          }
        }
        return sum
      }
    }
  }
}
