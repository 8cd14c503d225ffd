import Statistics
import Testing

@Suite("Fréchet distance")
struct FrechetDistanceTests {
  static func cloud(_ name: String, _ rows: Range<Int>? = nil) throws -> PointCloud {
    let all = try Golden.rows(name)
    return try PointCloud(rows: Array(all[rows ?? 0..<all.count]))
  }

  @Test(
    "reproduces the golden clouds", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"),
    arguments: [
      ("frechet", "gauss_a", nil, "gauss_b", nil), ("frechet_swapped_equal", "gauss_b", nil, "gauss_a", nil),
      ("frechet_rank_deficient", "gauss_a", nil, "gauss_rank_deficient", nil),
      ("frechet_few_samples", "gauss_a", 0..<3, "gauss_b", 0..<2),
      ("frechet_constant_pose", "gauss_a", nil, "gauss_constant", nil),
    ] as [(String, String, Range<Int>?, String, Range<Int>?)])
  func golden(item: String, a: String, aRows: Range<Int>?, b: String, bRows: Range<Int>?) throws {
    let golden = try Golden(item)
    let found = try FrechetDistance(try Self.cloud(a, aRows), try Self.cloud(b, bRows))
    #expect(golden.agrees(found.meanTerm, try golden.number("mean_term")))
    #expect(golden.agrees(found.covarianceTerm, try golden.number("cov_term")))
    #expect(golden.agrees(found.value, try golden.number("fd")))
  }

  @Test("two normals on one axis: (Δμ)² + (σA - σB)²")
  func oneAxis() throws {
    let found = try FrechetDistance(means: ([1], [4]), covariances: ([4], [25]))
    #expect(found.meanTerm == 9 && abs(found.covarianceTerm - 9) < 1e-13)
  }

  @Test("a cloud of any rank is at distance 0 from itself, and distances are symmetric")
  func itself() throws {
    let values = CovarianceTests.noise(60, seed: 2)
    let flat = try PointCloud(rows: (0..<20).map { [values[$0], 2 * values[$0], values[$0 + 20], 7] })
    let other = try PointCloud(rows: (0..<20).map { [values[$0 + 40], 1, values[$0] * values[$0], 0] })
    #expect(abs(try FrechetDistance(flat, flat).value) < 1e-12)
    let there = try FrechetDistance(flat, other).value
    #expect(abs(there - (try FrechetDistance(other, flat).value)) < 1e-8 * there)
    #expect(there > 1)
  }

  @Test("fewer points than dimensions give what the covariances give")
  func fewPoints() throws {
    for (n, m) in [(3, 4), (2, 30), (30, 2), (5, 5)] {
      let values = CovarianceTests.noise((n + m) * 6, seed: UInt64(n * 100 + m))
      let a = try PointCloud(Array(values.prefix(n * 6)), dimensions: 6)
      let b = try PointCloud(Array(values.suffix(m * 6)), dimensions: 6)
      let few = try FrechetDistance(a, b)
      let whole = try FrechetDistance(Covariance(of: a), Covariance(of: b))
      #expect(abs(few.meanTerm - whole.meanTerm) < 1e-12 * (1 + whole.meanTerm))
      #expect(abs(few.covarianceTerm - whole.covarianceTerm) < 1e-6 * whole.covarianceTerm)
      #expect(FrechetDistance.order(a, b) == min(n, m))
    }
    let wide = try PointCloud([1, 2, 3], dimensions: 3)
    #expect(throws: StatisticsError.self) { try FrechetDistance(wide, wide) }
  }

  @Test("refuses clouds of unlike dimensions and of one point")
  func refusals() throws {
    let line = try PointCloud([1, 2, 3], dimensions: 1)
    let plane = try PointCloud([1, 2, 3, 4], dimensions: 2)
    #expect(throws: StatisticsError.self) { try FrechetDistance(line, plane) }
    #expect(throws: StatisticsError.self) { try FrechetDistance(line, try PointCloud([1], dimensions: 1)) }
  }
}
