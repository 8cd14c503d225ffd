import Statistics

/// What the Fréchet distance of an encoder's points needs beside the formula: points that differ, and an end at 0.
enum ForeignDistance {
  /// Spread of a column below this share of its largest magnitude is rounding.
  static let leastSpread = 1e-9

  /// Refuses points of held-out sessions that are all one.
  static func admit(_ own: [Double], dimensions: Int) throws(Undefined) {
    guard varies(own, dimensions) else {
      throw Undefined(
        "the encoder gives one and the same point for every window of the held-out sessions: without variance "
          + "there is no distance")
    }
  }

  /// Distances of which those that rounding alone took below 0 are 0.
  static func settled(
    _ values: [ScoreValue], _ points: [Double], _ own: [Double], dimensions: Int
  ) -> [ScoreValue] {
    guard dimensions > 0, values.contains(where: { ($0.number ?? 1) <= 0 }) else { return values }
    let bound = rounding(points, own, dimensions)
    return values.map { value in
      guard let number = value.number, number <= 0, number >= -bound else { return value }
      return .value(0)
    }
  }

  private static func varies(_ points: [Double], _ dimensions: Int) -> Bool {
    guard dimensions > 0 else { return false }
    return (0..<dimensions).contains { column in
      var least = Double.infinity
      var most = -Double.infinity
      for index in stride(from: column, to: points.count, by: dimensions) {
        least = min(least, points[index])
        most = max(most, points[index])
      }
      return most - least > leastSpread * max(abs(least), abs(most))
    }
  }

  /// How far below 0 rounding alone can bring a distance of d dimensions: eigenvalues of the product are right to
  /// 8·d·2⁻⁵² of the largest, which is at most (tr ΣA + tr ΣB)²/4; a root of each of d such errors is taken, twice:
  /// d·√(8·d·2⁻⁵²)·(tr ΣA + tr ΣB).
  static func rounding(_ points: [Double], _ own: [Double], _ dimensions: Int) -> Double {
    let d = Double(dimensions)
    return d * (8 * d * Double.ulpOfOne).squareRoot()
      * (variance(points, dimensions) + variance(own, dimensions))
  }

  /// Trace of the covariance.
  private static func variance(_ points: [Double], _ dimensions: Int) -> Double {
    let count = points.count / dimensions
    guard count > 1 else { return 0 }
    var sum = 0.0
    for column in 0..<dimensions {
      let values = stride(from: column, to: points.count, by: dimensions).map { points[$0] }
      let mean = values.reduce(0, +) / Double(count)
      sum += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    return sum / Double(count - 1)
  }
}
