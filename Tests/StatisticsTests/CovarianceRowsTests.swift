import Statistics
import Testing

@Suite("Some points of a cloud")
struct CovarianceRowsTests {
  private let cloud = Result { () throws in
    var generator = SplitMix64(seed: 4)
    return try PointCloud((0..<1500).map { _ in Double(generator.next() >> 40) / 3 }, dimensions: 5)
  }

  @Test("have the sums of a cloud of their own, to the last bit")
  func same() throws {
    let cloud = try cloud.get()
    for rows in [[7], Array(stride(from: 1, to: 300, by: 3)), [5, 5, 299, 0]] {
      let apart = try PointCloud(rows: rows.map(cloud.row))
      #expect(try Covariance(of: cloud, rows: rows) == Covariance(of: apart))
    }
  }

  @Test("must be there", arguments: [[], [300], [-1, 2]])
  func absent(_ rows: [Int]) throws {
    let cloud = try cloud.get()
    #expect(throws: StatisticsError.self) { try Covariance(of: cloud, rows: rows) }
  }
}
