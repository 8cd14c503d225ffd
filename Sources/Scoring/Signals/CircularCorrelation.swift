/// Pearson correlation of two equally long series at circular shifts of the second.
struct CircularCorrelation {
  private let first: [Double]
  /// The second series written twice, so that every shift is one contiguous stretch.
  private let second: [Double]
  /// Number of samples.
  let count: Int
  private let scale: Double

  /// Prepares two series; `nil` when they differ in length or one does not vary.
  init?(_ first: [Double], _ second: [Double]) {
    guard first.count == second.count, let x = Self.centered(first), let y = Self.centered(second) else {
      return nil
    }
    self.first = x.values
    self.second = y.values + y.values
    count = first.count
    scale = 1 / (x.energy * y.energy).squareRoot()
  }

  /// r(s) = Σ x[t]·y[(t + s) mod T] / sqrt(Σx² Σy²); positive s means that y is late.
  func callAsFunction(_ shift: Int) -> Double {
    let remainder = shift % count
    let offset = remainder < 0 ? remainder + count : remainder
    return first.withUnsafeBufferPointer { x in
      second.withUnsafeBufferPointer { y in
        var sums = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        var at = 0
        guard let x = x.baseAddress, let base = y.baseAddress else { return 0 }
        let y = base + offset
        while at + 16 <= count {
          sums.0 += Self.four(x + at) * Self.four(y + at)
          sums.1 += Self.four(x + at + 4) * Self.four(y + at + 4)
          sums.2 += Self.four(x + at + 8) * Self.four(y + at + 8)
          sums.3 += Self.four(x + at + 12) * Self.four(y + at + 12)
          at += 16
        }
        var sum = ((sums.0 + sums.1) + (sums.2 + sums.3)).sum()
        while at < count {
          sum += x[at] * y[at]
          at += 1
        }
        return sum * scale
      }
    }
  }

  /// The largest correlation over all shifts from -`largestLag` to `largestLag`; ties go to the smaller shift.
  func best(upTo largestLag: Int) -> (lag: Int, height: Double) {
    var best = (lag: 0, height: self(0))
    for distance in stride(from: 1, through: largestLag, by: 1) {
      for candidate in [-distance, distance] {
        let value = self(candidate)
        if value > best.height { best = (candidate, value) }
      }
    }
    return best
  }

  @inline(__always)
  private static func four(_ pointer: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Double>.self)
  }

  /// The series less its mean; `nil` when what is left is rounding noise.
  private static func centered(_ series: [Double]) -> (values: [Double], energy: Double)? {
    guard !series.isEmpty else { return nil }
    let mean = series.reduce(0, +) / Double(series.count)
    let values = series.map { $0 - mean }
    var energy = 0.0
    for value in values { energy += value * value }
    let largest = series.reduce(0) { max($0, $1.magnitude) }
    guard energy > Double(series.count) * (largest * 1e-7) * (largest * 1e-7), energy.isFinite else {
      return nil
    }
    return (values, energy)
  }
}

/// Coupling of events with motion: how much better they fit in time than after any circular shift.
struct EventCoupling {
  /// Correlation at the expected lag.
  var r: Double
  /// (r - mean of the null) / sd of the null.
  var z: Double
  /// Mean correlation over the shifted nulls.
  var nullMean: Double
  /// Standard deviation (n - 1) of the shifted nulls.
  var nullDeviation: Double
  /// The largest correlation over the lags, in null deviations above the null's mean.
  var bestZ: Double
  /// Lag of the largest correlation in frames, positive when motion is late; ties go to the smaller lag.
  var bestLag: Int

  /// Correlates at `lag`, over all lags up to `largestLag`, and over the null: shifts from `leastShift` seconds to
  /// the length less as much, every `step` frames.
  ///
  /// - Returns: `nil` when a series is constant or there are fewer than 3 null shifts.
  init?(
    events: [Double], motion: [Double], framesPerSecond: Double, lag: Int, largestLag: Int,
    leastShift: Double = 1, step: Int = 5
  ) {
    guard let correlation = CircularCorrelation(events, motion) else { return nil }
    let least = Int((leastShift * framesPerSecond + 0.5).rounded(.down))
    var null: [Double] = []
    var shift = least
    while shift <= correlation.count - least {
      null.append(correlation(lag + shift))
      shift += step
    }
    guard null.count >= 3 else { return nil }
    let mean = null.reduce(0, +) / Double(null.count)
    var squares = 0.0
    for value in null { squares += (value - mean) * (value - mean) }
    let deviation = (squares / Double(null.count - 1)).squareRoot()
    guard deviation > 1e-9 else { return nil }
    r = correlation(lag)
    z = (r - mean) / deviation
    nullMean = mean
    nullDeviation = deviation
    let best = correlation.best(upTo: largestLag)
    bestLag = best.lag
    bestZ = (best.height - mean) / deviation
  }
}
