import Foundation
import Statistics
import Testing

@Suite("Bootstrap interval of a mean")
struct BootstrapTests {
  private func normals(_ n: Int, seed: UInt64) -> [Double] {
    var generator = LinearCongruentialGenerator(seed: seed)
    return (0..<n).map { _ in generator.normal() }
  }

  @Test("a constant has a point interval")
  func constant() throws {
    let small = try Bootstrap.interval(of: [0.1, 0.1, 0.1], seed: 1)
    #expect(abs(small.low - 0.1) < 1e-15 && abs(small.high - 0.1) < 1e-15)
    let large = try Bootstrap.interval(of: [Double](repeating: 0, count: 40), seed: 1)
    #expect(large.low == 0 && large.high == 0)
  }

  @Test("the seed decides every digit, and another seed moves little")
  func seeded() throws {
    let values = normals(30, seed: 5)
    let first = try Bootstrap.interval(of: values, seed: 11)
    let other = try Bootstrap.interval(of: values, seed: 12)
    #expect(first == (try Bootstrap.interval(of: values, seed: 11)))
    #expect(first != other)
    #expect(abs(first.low - other.low) < 0.03 && abs(first.high - other.high) < 0.03)
  }

  @Test("width follows the standard error of the mean")
  func width() throws {
    let values = normals(200, seed: 3)
    let interval = try Bootstrap.interval(of: values, seed: 1)
    let error = try Sample(values).standardDeviation() / 200.0.squareRoot()
    let ratio = (interval.high - interval.low) / (2 * 1.959964 * error)
    #expect(ratio > 0.95 && ratio < 1.05)
    #expect(interval.method == .sampledPercentile)
    #expect(interval.resamples == 10_000)
  }

  @Test("skewed values get a bias-corrected interval, moved towards the tail")
  func skewed() throws {
    let values = normals(40, seed: 8).map { exp(1.2 * $0) }
    let interval = try Bootstrap.interval(of: values, seed: 2)
    #expect(interval.method == .sampledBCa)
    var generator = SplitMix64(seed: 2)
    let distribution = try BootstrapDistribution.sampled(
      of: values.map { ResamplingUnit(sum: $0) }, using: &generator)
    #expect(interval.low > (try distribution.quantile(0.025)))
    #expect(interval.high > (try distribution.quantile(0.975)))
    let mirrored = try Bootstrap.interval(of: values.map { -$0 }, seed: 2)
    #expect(abs(mirrored.low + interval.high) < 1e-9)
    #expect(try Bootstrap.interval(of: [0, 0.1, 0.2, 0.1, 0, 5], seed: 1).method == .exactBCa)
  }

  @Test("95 of 100 intervals hold the mean, less what small samples cost")
  func coverage() throws {
    var held = 0
    for trial in 0..<300 {
      let interval = try Bootstrap.interval(of: normals(12, seed: UInt64(trial)), seed: 1, resamples: 400)
      if interval.low <= 0, interval.high >= 0 { held += 1 }
    }
    #expect(held > 255 && held < 297)
  }

  @Test("refuses what has no interval")
  func refuses() {
    #expect(throws: StatisticsError.self) { try Bootstrap.interval(of: [Double](), seed: 1) }
    #expect(throws: StatisticsError.self) { try Bootstrap.interval(of: [1], seed: 1) }
    #expect(throws: StatisticsError.notFinite(what: "resampled units", index: 1)) {
      try Bootstrap.interval(of: [1, .nan, 2], seed: 1)
    }
    #expect(throws: StatisticsError.self) { try Bootstrap.interval(of: [1, 2], seed: 1, level: 1) }
    #expect(throws: StatisticsError.self) { try Bootstrap.interval(of: [1, 2], seed: 1, level: .nan) }
  }
}
