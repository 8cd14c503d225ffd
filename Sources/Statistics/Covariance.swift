/// Mean and scatter of points, from which covariances with divisor n - 1 come.
///
/// Parts made apart can be merged (Chan, Golub and LeVeque 1979), in a stated order for the same bits.
public struct Covariance: Sendable, Equatable {
  /// Points.
  public let count: Int
  /// Numbers per point.
  public let dimensions: Int
  /// Mean of every dimension.
  public let mean: [Double]
  /// Σ (x - mean)(x - mean)ᵀ, d × d, row-major, symmetric.
  public let scatter: [Double]

  /// Sums up a cloud.
  public init(of cloud: PointCloud) {
    self = cloud.values.withUnsafeBufferPointer { ScatterSum.summed($0, cloud.count, cloud.dimensions) }
  }

  /// Sums up rows of finite Float32 numbers, as tracks hold them; sums run in Float64.
  ///
  /// Throws when there is no row, when the numbers are no whole multiple of `dimensions`, or when one is not
  /// finite.
  public init(of samples: [Float], dimensions: Int) throws(StatisticsError) {
    guard dimensions > 0 else {
      throw .outOfRange(what: "dimensions of samples", range: "1 or above", given: "\(dimensions)")
    }
    guard !samples.isEmpty else { throw .tooFew(what: "samples", needed: 1, given: 0) }
    guard samples.count % dimensions == 0 else {
      throw .unequalLengths(
        what: "last row of samples", first: samples.count % dimensions, second: dimensions)
    }
    let made = samples.withUnsafeBufferPointer {
      ScatterSum.summed($0, samples.count / dimensions, dimensions)
    }
    // A NaN or infinity reaches the mean of its column.
    guard made.mean.allSatisfy(\.isFinite) else {
      throw .notFinite(what: "samples", index: samples.firstIndex { !$0.isFinite } ?? 0)
    }
    self = made
  }

  init(count: Int, dimensions: Int, mean: [Double], scatter: [Double]) {
    self.count = count
    self.dimensions = dimensions
    self.mean = mean
    self.scatter = scatter
  }

  /// Covariance matrix, d × d, row-major: scatter / (n - 1). Throws for fewer than 2 points.
  public func matrix() throws(StatisticsError) -> [Double] {
    guard count >= 2 else { throw .tooFew(what: "points of a covariance", needed: 2, given: count) }
    let divisor = Double(count - 1)
    return scatter.map { $0 / divisor }
  }

  /// The sums of both parts together. Throws when the dimensions differ.
  public func merged(with other: Covariance) throws(StatisticsError) -> Covariance {
    try requireSameLength("dimensions of merged sums", dimensions, other.dimensions)
    let share = Double(other.count) / Double(count + other.count)
    let weight = Double(count) * share
    let step = zip(mean, other.mean).map { $1 - $0 }
    var sum = scatter
    for i in 0..<dimensions {
      let scaled = weight * step[i]
      for j in 0..<dimensions {
        let at = i * dimensions + j
        sum[at] += other.scatter[at] + scaled * step[j]
      }
    }
    return Covariance(
      count: count + other.count, dimensions: dimensions,
      mean: zip(mean, step).map { $0 + share * $1 }, scatter: sum)
  }
}
