/// Classifier by the nearest class mean, on dimensions standardised by the training points.
public struct NearestClassMean: Sendable {
  /// The labels, ascending.
  public let labels: [Int]
  private let center: [Double]
  private let deviation: [Double]
  /// Standardised class means, in the order of the labels.
  private let means: [[Double]]

  /// Learns from points and their labels.
  ///
  /// Each dimension is standardised by the mean and deviation (n - 1) of all points; one that does not vary tells
  /// nothing and is left out. Throws for fewer than 2 points and for unlike counts.
  public init(_ cloud: PointCloud, labels: [Int]) throws(StatisticsError) {
    try requireSameLength("points and labels", cloud.count, labels.count)
    guard cloud.count >= 2 else { throw .tooFew(what: cloud.name, needed: 2, given: cloud.count) }
    let d = cloud.dimensions
    var center: [Double] = []
    var deviation: [Double] = []
    for column in 0..<d {
      let sample = try Sample((0..<cloud.count).map { cloud.values[$0 * d + column] }, named: cloud.name)
      center.append(sample.mean)
      let spread = try sample.standardDeviation()
      deviation.append(spread > roundingShare * sample.largest ? spread : 0)
    }
    self.center = center
    self.deviation = deviation
    self.labels = Set(labels).sorted()
    var sums = [Int: (count: Int, sum: [Double])]()
    for (index, label) in labels.enumerated() {
      let point = Self.standardised(cloud.row(index), center, deviation)
      var entry = sums[label] ?? (0, [Double](repeating: 0, count: d))
      entry.count += 1
      for column in 0..<d { entry.sum[column] += point[column] }
      sums[label] = entry
    }
    means = self.labels.map { label in
      let entry = sums[label] ?? (1, [])
      return entry.sum.map { $0 / Double(entry.count) }
    }
  }

  /// Squared standardised distance to every class mean, in the order of the labels. Throws for a wrong count of numbers.
  public func squaredDistances(_ point: [Double]) throws(StatisticsError) -> [Double] {
    try requireSameLength("point and training points", point.count, center.count)
    let own = Self.standardised(point, center, deviation)
    return means.map { mean in
      var sum = 0.0
      for column in own.indices { sum += (own[column] - mean[column]) * (own[column] - mean[column]) }
      return sum
    }
  }

  /// The label of the nearest mean; equal distances go to the lower label. Throws for a wrong count of numbers.
  public func label(of point: [Double]) throws(StatisticsError) -> Int {
    let distances = try squaredDistances(point)
    var best = 0
    for index in distances.indices where distances[index] < distances[best] { best = index }
    return labels[best]
  }

  /// The label of every point when its own group (such as a session) is left out of the training.
  ///
  /// Throws for unlike counts and when fewer than 2 points are left to learn from.
  public static func leaveOneGroupOut(
    _ cloud: PointCloud, labels: [Int], groups: [Int]
  ) throws(StatisticsError) -> [Int] {
    try requireSameLength("points and labels", cloud.count, labels.count)
    try requireSameLength("points and groups", cloud.count, groups.count)
    var result = labels
    for group in Set(groups).sorted() {
      let rest = groups.indices.filter { groups[$0] != group }
      guard rest.count >= 2 else {
        throw .tooFew(what: "\(cloud.name) outside group \(group)", needed: 2, given: rest.count)
      }
      let training = try PointCloud(
        rest.flatMap { cloud.row($0) }, dimensions: cloud.dimensions, named: cloud.name)
      let model = try NearestClassMean(training, labels: rest.map { labels[$0] })
      for index in groups.indices where groups[index] == group {
        result[index] = try model.label(of: cloud.row(index))
      }
    }
    return result
  }

  private static func standardised(_ point: [Double], _ center: [Double], _ deviation: [Double]) -> [Double] {
    point.indices.map { deviation[$0] > 0 ? (point[$0] - center[$0]) / deviation[$0] : 0 }
  }
}
