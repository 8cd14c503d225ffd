/// Permutation test of two samples: how often a relabelling separates them as much as the labels given.
///
/// p is the share of relabellings, the one given included, whose statistic reaches the observed one less
/// 1e-12 of its scale, at least of 1.
public struct TwoSamplePermutation: Sendable, Equatable {
  /// Most relabellings that are all gone through.
  public static let exactLimit = 200_000

  /// The statistic with the labels given.
  public let observed: Double
  /// Relabellings that reach it.
  public let extremeCount: Int
  /// Relabellings looked at.
  public let count: Int
  /// Whether these are all there are.
  public let isExact: Bool

  /// One-sided p (a larger statistic is more extreme), above 0 and at most 1.
  public var p: Double { Double(extremeCount) / Double(count) }

  /// Tests `first` + `second` exchangeable things, numbered from 0 with the first sample in front.
  ///
  /// All relabellings are gone through where there are at most 200,000, else `draws` random ones and the one given.
  /// Throws for an empty sample, draws outside 1...10,000,000, what the statistic throws, and a statistic that is not
  /// finite.
  ///
  /// - Parameters:
  ///   - scale: size of the terms that the statistic is made of; less than 1 counts as 1.
  ///   - statistic: sees the numbers of the first and of the second sample, ascending.
  public init(
    first: Int, second: Int, seed: UInt64, draws: Int = 10_000, scale: Double = 1,
    statistic: (_ first: [Int], _ second: [Int]) throws(StatisticsError) -> Double
  ) throws(StatisticsError) {
    guard first >= 1, second >= 1 else {
      throw .tooFew(what: "things in a permuted sample", needed: 1, given: min(first, second))
    }
    guard (1...10_000_000).contains(draws) else {
      throw .outOfRange(what: "draws", range: "1...10000000", given: "\(draws)")
    }
    let n = first + second
    func value(_ chosen: [Int]) throws(StatisticsError) -> Double {
      var isChosen = [Bool](repeating: false, count: n)
      for index in chosen { isChosen[index] = true }
      let result = try statistic(chosen, (0..<n).filter { !isChosen[$0] })
      guard result.isFinite else { throw .notFinite(what: "permuted statistic", index: 0) }
      return result
    }
    let tolerance = 1e-12 * max(1, scale)
    let given = try value(Array(0..<first))
    var extreme = 0
    if let total = Self.combinations(n, first), total <= Self.exactLimit {
      var chosen = Array(0..<first)
      repeat {
        if try value(chosen) >= given - tolerance { extreme += 1 }
      } while Self.advance(&chosen, below: n)
      count = total
      isExact = true
    } else {
      var generator = SplitMix64(seed: seed)
      var order = Array(0..<n)
      extreme = 1
      for _ in 0..<draws {
        // The front of a Fisher-Yates shuffle is a random subset.
        for place in 0..<first { order.swapAt(place, place + generator.drawIndex(below: n - place)) }
        if try value(order[..<first].sorted()) >= given - tolerance { extreme += 1 }
      }
      count = draws + 1
      isExact = false
    }
    observed = given
    extremeCount = extreme
  }

  /// Tests the V form of the energy distance of two clouds. Throws as the other initialiser does, for unlike dimensions
  /// and for more than 5,000 points together.
  public init(
    energyOf x: PointCloud, _ y: PointCloud, seed: UInt64, draws: Int = 10_000
  ) throws(StatisticsError) {
    let pooled = try x.joined(with: y)
    let distances = try PairwiseDistances.matrix(pooled)
    let n = pooled.count
    func sum(_ a: [Int], _ b: [Int]) -> Double {
      var total = 0.0
      for i in a {
        for j in b { total += distances[i * n + j] }
      }
      return total
    }
    let scale = distances.max() ?? 1
    try self.init(first: x.count, second: y.count, seed: seed, draws: draws, scale: scale) {
      a, b throws(StatisticsError) in
      try EnergyDistance(
        crossSum: sum(a, b), firstSum: sum(a, a), secondSum: sum(b, b), counts: (a.count, b.count)
      ).v
    }
  }

  /// C(n, k), or `nil` beyond what is enumerated.
  private static func combinations(_ n: Int, _ k: Int) -> Int? {
    var result = 1
    for i in 0..<min(k, n - k) {
      result = result * (n - i) / (i + 1)
      if result > exactLimit { return nil }
    }
    return result
  }

  /// The next subset in lexicographic order; false after the last.
  private static func advance(_ chosen: inout [Int], below n: Int) -> Bool {
    let k = chosen.count
    guard let place = chosen.indices.last(where: { chosen[$0] < n - k + $0 }) else { return false }
    chosen[place] += 1
    for next in place + 1..<max(place + 1, k) { chosen[next] = chosen[next - 1] + 1 }
    return true
  }
}
