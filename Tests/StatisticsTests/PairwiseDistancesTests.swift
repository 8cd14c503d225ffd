import Statistics
import Testing

@Suite("Pairwise distances")
struct PairwiseDistancesTests {
  @Test("sums by hand")
  func byHand() throws {
    let triangle = try PointCloud(rows: [[0, 0], [3, 0], [0, 4]])
    #expect(PairwiseDistances.withinSum(triangle) == 24)
    #expect(try PairwiseDistances.meanWithin(triangle) == 4)
    #expect(try PairwiseDistances.crossSum(triangle, try PointCloud(rows: [[0, 0]])) == 7)
    #expect(try PairwiseDistances.matrix(triangle) == [0, 3, 4, 3, 0, 5, 4, 5, 0])
  }

  @Test("one point has no pair, and dimensions must agree")
  func edges() throws {
    let point = try PointCloud([1, 2], dimensions: 2)
    #expect(PairwiseDistances.withinSum(point) == 0)
    #expect(throws: StatisticsError.self) { try PairwiseDistances.meanWithin(point) }
    #expect(throws: StatisticsError.self) {
      try PairwiseDistances.crossSum(point, try PointCloud([1], dimensions: 1))
    }
  }
}
