import Foundation
import Statistics

/// How far a list of durations is from log-normal.
enum LogNormality {
  /// Fewest durations.
  static let least = 8
  /// Value that samples of a log-normal distribution exceed once in twenty times.
  static let critical = 0.752

  /// The statistic of Anderson and Darling on ln(duration) against the normal distribution of the same mean and
  /// deviation (n - 1), times 1 + 0.75/n + 2.25/n² for its two estimated parameters.
  ///
  /// A² = -n - (1/n)·Σ (2i - 1)·(ln Φ(z[i]) + ln(1 - Φ(z[n + 1 - i]))), z ascending, i from 1.
  /// - Throws: ``Undefined`` for fewer than ``least`` durations, one that is not above 0, and equal ones.
  static func andersonDarling(_ durations: [Double]) throws(Undefined) -> Double {
    guard durations.count >= least else {
      throw Undefined("there are \(durations.count) intervals, at least \(least) are needed")
    }
    guard durations.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw Undefined("an interval is not above 0")
    }
    let logs = durations.map { log($0) }.sorted()
    let count = Double(logs.count)
    let mean = logs.reduce(0, +) / count
    let deviation = (logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    guard deviation > 1e-9 else { throw Undefined("all intervals are equal") }
    // ln Φ of the far tail would be -∞ long before anything is decided.
    func logShare(_ z: Double) -> Double { log(max(NormalDistribution.cumulative(z), 1e-300)) }
    let z = logs.map { ($0 - mean) / deviation }
    var sum = 0.0
    for index in z.indices {
      // 1 - Φ(z) = Φ(-z)
      sum += Double(2 * index + 1) * (logShare(z[index]) + logShare(-z[z.count - 1 - index]))
    }
    let statistic = -count - sum / count
    return statistic * (1 + 0.75 / count + 2.25 / (count * count))
  }
}
