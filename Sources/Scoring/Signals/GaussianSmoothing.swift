import Foundation

/// Smoothing by a Gaussian cut off at four standard deviations.
enum GaussianSmoothing {
  /// Smooths a series; outside it counts as nothing, and each sample is divided by the weight it got.
  ///
  /// - Parameters:
  ///   - series: evenly spaced samples.
  ///   - deviation: standard deviation in samples; 0 or less returns the series.
  static func smooth(_ series: [Double], deviation: Double) -> [Double] {
    guard deviation > 0, !series.isEmpty else { return series }
    let radius = Int((4 * deviation).rounded(.up))
    let kernel = (-radius...radius).map { k in
      exp(-Double(k) * Double(k) / (2 * deviation * deviation))
    }
    let count = series.count
    var result = [Double](repeating: 0, count: count)
    let whole = kernel.reduce(0, +)
    series.withUnsafeBufferPointer { x in
      kernel.withUnsafeBufferPointer { w in
        result.withUnsafeMutableBufferPointer { out in
          // Spread each sample that is not zero over its neighbours: event trains are mostly zero.
          for center in 0..<count where x[center] != 0 {
            let value = x[center]
            let first = max(0, center - radius)
            let last = min(count - 1, center + radius)
            for at in first...last { out[at] += value * w[at - center + radius] }
          }
          for at in 0..<count {
            if at >= radius, at + radius < count {
              out[at] /= whole
            } else {
              var weight = 0.0
              for k in max(0, radius - at)...min(2 * radius, count - 1 - at + radius) { weight += w[k] }
              out[at] /= weight
            }
          }
        }
      }
    }
    return result
  }
}
