import Statistics
import Testing

@Suite("Nearest class mean")
struct NearestClassMeanTests {
  @Test("reproduces the golden windows", .enabled(if: Golden.isThere, "MIEN_SHARED is unset"))
  func golden() throws {
    let golden = try Golden("ncm_loso")
    let rows = try Golden.rows("identity_windows")
    let labels = rows.map { Int($0[0]) }
    let found = try NearestClassMean.leaveOneGroupOut(
      try PointCloud(rows: rows.map { Array($0[2...]) }), labels: labels, groups: rows.map { Int($0[1]) })
    #expect(found.map(Double.init) == (try golden.list("pred")))
    let hits = zip(found, labels).count { $0 == $1 }
    #expect(golden.agrees(Double(hits) / Double(labels.count), try golden.number("top1")))
  }

  @Test("the nearer mean wins, a tie goes to the lower label, a constant dimension tells nothing")
  func labels() throws {
    let cloud = try PointCloud(rows: [[0, 7], [2, 7], [10, 7], [12, 7]])
    let model = try NearestClassMean(cloud, labels: [4, 4, 1, 1])
    #expect(model.labels == [1, 4])
    #expect(try model.label(of: [3, 99]) == 4)
    #expect(try model.label(of: [9, 0]) == 1)
    #expect(try model.label(of: [6, 7]) == 1)
  }

  @Test("refuses to learn from one group")
  func refusals() throws {
    let cloud = try PointCloud([1, 2, 3], dimensions: 1)
    #expect(throws: StatisticsError.self) {
      try NearestClassMean.leaveOneGroupOut(cloud, labels: [0, 1, 0], groups: [5, 5, 5])
    }
    #expect(throws: StatisticsError.self) { try NearestClassMean(cloud, labels: [1]) }
  }
}
