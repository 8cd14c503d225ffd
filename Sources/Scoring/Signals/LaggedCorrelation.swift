/// Pearson correlation of two series over a range of lags, on chosen samples of the first.
struct LaggedCorrelation {
  /// Correlation without lag.
  var atZero: Double
  /// Largest correlation over all lags.
  var peak: Double
  /// Lag of the peak in samples, positive when the second series is late; ties go to the smaller lag.
  var lag: Int
  /// The same between samples, from a parabola through the peak and its neighbours.
  var refinedLag: Double

  /// Correlates `first[t]` with `second[t + lag]` for every t of `samples` for which both exist.
  ///
  /// - Parameters:
  ///   - first: the series that stands still.
  ///   - second: the series that is shifted.
  ///   - samples: indices into `first`, ascending; `nil` takes all.
  ///   - largestLag: lags run from minus to plus this many samples.
  /// - Returns: `nil` when there is no lag 0 correlation, because a series is constant or shorter than 3.
  init?(_ first: [Double], _ second: [Double], samples: [Int]? = nil, largestLag: Int) {
    let indices = samples ?? Array(0..<min(first.count, second.count))
    func r(_ lag: Int) -> Double? {
      first.withUnsafeBufferPointer { x in
        second.withUnsafeBufferPointer { y in
          indices.withUnsafeBufferPointer { Self.pearson(x, y, $0, lag) }
        }
      }
    }
    guard let zero = r(0) else { return nil }
    atZero = zero
    var all = [Double?](repeating: nil, count: 2 * largestLag + 1)
    all[largestLag] = zero
    lag = 0
    peak = zero
    for distance in stride(from: 1, through: largestLag, by: 1) {
      for candidate in [-distance, distance] {
        let value = r(candidate)
        all[candidate + largestLag] = value
        if let value, value > peak {
          peak = value
          lag = candidate
        }
      }
    }
    refinedLag = Double(lag)
    let at = lag + largestLag
    if at > 0, at < all.count - 1, let before = all[at - 1], let after = all[at + 1] {
      let curvature = before - 2 * peak + after
      if curvature < 0 { refinedLag += 0.5 * (before - after) / curvature }
    }
  }

  private static func pearson(
    _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>, _ indices: UnsafeBufferPointer<Int>,
    _ lag: Int
  ) -> Double? {
    var count = 0
    var sumX = 0.0
    var sumY = 0.0
    for t in indices where t < x.count && t + lag >= 0 && t + lag < y.count {
      count += 1
      sumX += x[t]
      sumY += y[t + lag]
    }
    guard count >= 3 else { return nil }
    let meanX = sumX / Double(count)
    let meanY = sumY / Double(count)
    var xx = 0.0
    var yy = 0.0
    var xy = 0.0
    for t in indices where t < x.count && t + lag >= 0 && t + lag < y.count {
      let dx = x[t] - meanX
      let dy = y[t + lag] - meanY
      xx += dx * dx
      yy += dy * dy
      xy += dx * dy
    }
    // Below 1e-7 of the mean a Float32 curve varies by rounding only.
    let least = 1e-14 * Double(count)
    guard xx > least * max(meanX * meanX, 1e-12), yy > least * max(meanY * meanY, 1e-12) else { return nil }
    return xy / (xx * yy).squareRoot()
  }
}
