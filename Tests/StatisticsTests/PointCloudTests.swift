import Statistics
import Testing

@Suite("Points")
struct PointCloudTests {
  @Test("rows are kept in order")
  func rows() throws {
    let cloud = try PointCloud(rows: [[1, 2], [3, 4], [5, 6]])
    #expect(cloud.count == 3 && cloud.dimensions == 2)
    #expect(cloud.row(1) == [3, 4])
    #expect(try cloud.joined(with: try PointCloud(rows: [[7, 8]])).row(3) == [7, 8])
  }

  @Test("refuses ragged, empty and unusable points")
  func refusals() throws {
    #expect(throws: StatisticsError.self) { try PointCloud(rows: []) }
    #expect(throws: StatisticsError.self) { try PointCloud(rows: [[]]) }
    #expect(throws: StatisticsError.self) { try PointCloud(rows: [[1, 2], [3]]) }
    #expect(throws: StatisticsError.self) { try PointCloud([1, 2, 3], dimensions: 2) }
    #expect(throws: StatisticsError.notFinite(what: "points", index: 1)) {
      try PointCloud([1, .nan], dimensions: 1)
    }
    let flat = try PointCloud([1, 2], dimensions: 1)
    #expect(throws: StatisticsError.self) { try flat.joined(with: try PointCloud([1, 2], dimensions: 2)) }
  }
}
