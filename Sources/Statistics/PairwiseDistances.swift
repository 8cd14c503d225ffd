/// Euclidean distances between points.
public enum PairwiseDistances {
  /// Most points of a cloud whose distances are all kept: 5,000² numbers are 200 MB.
  public static let mostKept = 5_000

  /// Σ |x - y| over all pairs of a point of each cloud, row by row. Throws when the dimensions differ.
  public static func crossSum(_ x: PointCloud, _ y: PointCloud) throws(StatisticsError) -> Double {
    try requireSameDimensions(x, y)
    var total = 0.0
    for i in 0..<x.count {
      var row = 0.0
      for j in 0..<y.count { row += squared(x, i, y, j).squareRoot() }
      total += row
    }
    return total
  }

  /// Σ |x - x'| over all ordered pairs of a cloud's points, each pair twice, a point and itself as 0.
  public static func withinSum(_ x: PointCloud) -> Double {
    var total = 0.0
    for i in 0..<x.count {
      var row = 0.0
      for j in i + 1..<max(i + 1, x.count) { row += squared(x, i, x, j).squareRoot() }
      total += row
    }
    return 2 * total
  }

  /// All distances, n × n, row-major, symmetric with zero diagonal. Throws for more than 5,000 points.
  public static func matrix(_ x: PointCloud) throws(StatisticsError) -> [Double] {
    guard x.count <= mostKept else { throw .tooMany(what: x.name, allowed: mostKept, given: x.count) }
    var result = [Double](repeating: 0, count: x.count * x.count)
    for i in 0..<x.count {
      for j in i + 1..<max(i + 1, x.count) {
        let distance = squared(x, i, x, j).squareRoot()
        result[i * x.count + j] = distance
        result[j * x.count + i] = distance
      }
    }
    return result
  }

  /// Mean distance over the unordered pairs of a cloud. Throws for fewer than 2 points.
  public static func meanWithin(_ x: PointCloud) throws(StatisticsError) -> Double {
    guard x.count >= 2 else { throw .tooFew(what: x.name, needed: 2, given: x.count) }
    return withinSum(x) / (Double(x.count) * Double(x.count - 1))
  }

  /// Squared distance of two points.
  @inline(__always)
  static func squared(_ x: PointCloud, _ i: Int, _ y: PointCloud, _ j: Int) -> Double {
    let width = x.dimensions
    return x.values.withUnsafeBufferPointer { a in
      y.values.withUnsafeBufferPointer { b in
        var sum = 0.0
        for k in 0..<width {
          let step = a[i * width + k] - b[j * width + k]
          sum += step * step
        }
        return sum
      }
    }
  }
}
