import Statistics
import Testing

@Suite("Two-sample permutation test")
struct TwoSamplePermutationTests {
  @Test("reproduces the golden relabellings", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("energy_exact_permutation")
    let found = try TwoSamplePermutation(
      energyOf: try FrechetDistanceTests.cloud("gauss_a", 0..<4),
      try FrechetDistanceTests.cloud("gauss_b", 0..<4), seed: 1)
    #expect(golden.agrees(found.observed, try golden.number("observed")))
    #expect(found.extremeCount == (try golden.integer("count")))
    #expect(found.count == (try golden.integer("total")))
    #expect(golden.agrees(found.p, try golden.number("p")))
  }

  @Test("exact over all subsets: only the labels given and none other reach the largest sum")
  func exact() throws {
    let values = [9.0, 8, 7, 1, 2, 3, 4]
    let found = try TwoSamplePermutation(first: 3, second: 4, seed: 0) { first, _ throws(StatisticsError) in
      first.reduce(0) { $0 + values[$1] }
    }
    #expect(found.isExact && found.count == 35 && found.extremeCount == 1)
  }

  @Test("sampled for larger samples: the same seed gives the same p, and like samples are not told apart")
  func sampled() throws {
    let noise = CovarianceTests.noise(60, seed: 21)
    let x = try PointCloud(Array(noise[..<30]), dimensions: 1)
    let y = try PointCloud(Array(noise[30...]), dimensions: 1)
    let shifted = try PointCloud(y.values.map { $0 + 3 }, dimensions: 1)
    let found = try TwoSamplePermutation(energyOf: x, y, seed: 4, draws: 500)
    #expect(!found.isExact && found.count == 501)
    #expect(found == (try TwoSamplePermutation(energyOf: x, y, seed: 4, draws: 500)))
    #expect(found.p > 0.01)
    #expect(try TwoSamplePermutation(energyOf: x, shifted, seed: 4, draws: 500).p == 1.0 / 501)
  }

  @Test("refuses an empty sample")
  func refusals() {
    #expect(throws: StatisticsError.self) {
      try TwoSamplePermutation(first: 0, second: 3, seed: 0) { _, _ throws(StatisticsError) in 0 }
    }
  }
}
