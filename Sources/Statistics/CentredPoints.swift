/// Points less their mean, divided by √(n - 1): rows X of which XᵀX is the covariance.
struct CentredPoints {
  /// Points.
  let count: Int
  /// Mean of every dimension.
  let mean: [Double]
  /// Trace of the covariance.
  let trace: Double
  private let dimensions: Int
  private let rows: [Double]

  /// - Parameter cloud: of 2 points or more.
  init(_ cloud: PointCloud) {
    precondition(cloud.count > 1, "a covariance needs two points")
    let d = cloud.dimensions
    var mean = [Double](repeating: 0, count: d)
    for row in 0..<cloud.count {
      for i in 0..<d { mean[i] += cloud.values[row * d + i] }
    }
    for i in 0..<d { mean[i] /= Double(cloud.count) }
    let root = Double(cloud.count - 1).squareRoot()
    var rows = cloud.values
    var trace = 0.0
    for index in rows.indices {
      rows[index] = (rows[index] - mean[index % d]) / root
      trace += rows[index] * rows[index]
    }
    count = cloud.count
    dimensions = d
    self.mean = mean
    self.rows = rows
    self.trace = trace
  }

  /// M·Mᵀ of M = X·Yᵀ, count × count, row-major and symmetric: its eigenvalues are those of ΣX^½ ΣY ΣX^½ but for
  /// zeros.
  func gram(through other: CentredPoints) -> [Double] {
    let (n, m, d) = (count, other.count, dimensions)
    var product = [Double](repeating: 0, count: n * m)
    rows.withUnsafeBufferPointer { x in
      other.rows.withUnsafeBufferPointer { y in
        for i in 0..<n {
          for j in 0..<m {
            var sum = 0.0
            for k in 0..<d { sum += x[i * d + k] * y[j * d + k] }
            product[i * m + j] = sum
          }
        }
      }
    }
    var result = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in i..<n {
        var sum = 0.0
        for k in 0..<m { sum += product[i * m + k] * product[j * m + k] }
        result[i * n + j] = sum
        result[j * n + i] = sum
      }
    }
    return result
  }
}
