import Foundation

/// The means of resamples with replacement, in ascending order with multiplicities (Efron 1979).
public struct BootstrapDistribution: Sendable {
  /// Largest number of units whose resamples are all enumerated.
  public static let exactLimit = 10
  /// Largest number of units for sampled resampling.
  public static let sampledLimit = 100_000

  /// Distinct resamples' means, ascending.
  public let means: [Double]
  /// Number of resamples up to and including each mean.
  public let cumulativeCounts: [Int]
  /// Whether every possible resample is in it.
  public let isExact: Bool

  /// Number of resamples: m^m when exact, else the number drawn.
  public var resamples: Int { cumulativeCounts.last ?? 0 }

  private init(weighted: [(mean: Double, count: Int)], isExact: Bool) {
    let sorted = weighted.sorted { $0.mean < $1.mean }
    means = sorted.map(\.mean)
    var total = 0
    cumulativeCounts = sorted.map { entry in
      total += entry.count
      return total
    }
    self.isExact = isExact
  }

  /// All m^m resamples of 2 to 10 units, gone through as the C(2m - 1, m) multisets with their multinomial
  /// weights m!/Πk! (Fisher and Hall 1991). Throws for other sizes or sums that are not finite.
  public static func exact(of units: [ResamplingUnit]) throws(StatisticsError) -> BootstrapDistribution {
    try ResamplingUnit.admit(units, upTo: exactLimit)
    var factorials = [1]
    for k in 1...units.count { factorials.append(factorials[k - 1] * k) }
    var entries: [(mean: Double, count: Int)] = []
    func extend(_ unit: Int, _ left: Int, _ sum: Double, _ count: Int, _ weight: Int) {
      let last = unit == units.count - 1
      for times in (last ? left : 0)...left {
        let nextSum = sum + Double(times) * units[unit].sum
        let nextCount = count + times * units[unit].count
        // Dividing by one factorial after the other stays whole: each step is a multinomial prefix.
        let nextWeight = weight / factorials[times]
        if last {
          entries.append((nextSum / Double(nextCount), nextWeight))
        } else {
          extend(unit + 1, left - times, nextSum, nextCount, nextWeight)
        }
      }
    }
    extend(0, units.count, 0, 0, factorials[units.count])
    return BootstrapDistribution(weighted: entries, isExact: true)
  }

  /// `resamples` drawn resamples: each draws m indices floor(u·m) in order, the generator runs on.
  ///
  /// Throws for fewer than 2 or more than 100,000 units, sums that are not finite, or a number of
  /// resamples outside 2...1,000,000.
  public static func sampled(
    of units: [ResamplingUnit], resamples: Int = 10_000, using generator: inout some RandomNumberGenerator
  ) throws(StatisticsError) -> BootstrapDistribution {
    try ResamplingUnit.admit(units, upTo: sampledLimit)
    guard (2...1_000_000).contains(resamples) else {
      throw .outOfRange(what: "resamples", range: "2...1000000", given: "\(resamples)")
    }
    var entries: [(mean: Double, count: Int)] = []
    entries.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var sum = 0.0
      var count = 0
      for _ in units.indices {
        let unit = units[generator.drawIndex(below: units.count)]
        sum += unit.sum
        count += unit.count
      }
      entries.append((sum / Double(count), 1))
    }
    return BootstrapDistribution(weighted: entries, isExact: false)
  }

  /// Type-7 quantile over all resamples. Throws when `q` is not in 0...1.
  public func quantile(_ q: Double) throws(StatisticsError) -> Double {
    guard q >= 0, q <= 1 else { throw .outOfRange(what: "quantile level", range: "0...1", given: "\(q)") }
    let h = Double(resamples - 1) * q
    let place = min(Int(h.rounded(.down)), resamples - 1)
    let low = value(at: place)
    let high = value(at: min(place + 1, resamples - 1))
    return low + (h - Double(place)) * (high - low)
  }

  /// Standard deviation of the resampled means, divisor = number of resamples.
  public var standardError: Double {
    let total = Double(resamples)
    var center = 0.0
    forEach { mean, count in center += mean * (Double(count) / total) }
    var square = 0.0
    forEach { mean, count in square += (mean - center) * (mean - center) * (Double(count) / total) }
    return square.squareRoot()
  }

  /// Share of resamples below `value`, those within `tolerance` of it counted half.
  func share(below value: Double, tolerance: Double) -> Double {
    var halves = 0
    forEach { mean, count in
      if mean < value - tolerance {
        halves += 2 * count
      } else if mean <= value + tolerance {
        halves += count
      }
    }
    return Double(halves) / 2 / Double(resamples)
  }

  private func forEach(_ body: (Double, Int) -> Void) {
    var before = 0
    for (mean, upTo) in zip(means, cumulativeCounts) {
      body(mean, upTo - before)
      before = upTo
    }
  }

  /// The mean at a place of the fully written-out ascending list.
  private func value(at place: Int) -> Double {
    var low = 0
    var high = means.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulativeCounts[middle] > place { high = middle } else { low = middle + 1 }
    }
    return means[low]
  }
}
