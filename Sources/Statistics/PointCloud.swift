/// Points of one dimension beside each other: n rows of d finite numbers, row-major.
///
/// What the formulas for distributions start from: windows by features, frames by channels. Magnitudes are
/// limited as those of a ``Sample``.
public struct PointCloud: Sendable, Equatable {
  /// Points, at least 1.
  public let count: Int
  /// Numbers per point, at least 1.
  public let dimensions: Int
  /// All numbers, point after point.
  public let values: [Double]
  /// What the points are, for messages.
  public let name: String

  /// Accepts points written one after the other.
  ///
  /// Throws when there is no point, when the numbers are no whole multiple of `dimensions`, or when one is not
  /// finite or exceeds 1e140.
  public init(
    _ values: [Double], dimensions: Int, named name: String = "points"
  ) throws(StatisticsError) {
    guard dimensions > 0 else {
      throw .outOfRange(what: "dimensions of \(name)", range: "1 or above", given: "\(dimensions)")
    }
    guard !values.isEmpty else { throw .tooFew(what: name, needed: 1, given: 0) }
    guard values.count % dimensions == 0 else {
      throw .unequalLengths(what: "last of \(name)", first: values.count % dimensions, second: dimensions)
    }
    for (index, value) in values.enumerated() {
      guard value.isFinite else { throw .notFinite(what: name, index: index) }
      guard value.magnitude <= Sample.largestMagnitude else {
        throw .outOfRange(what: "\(name), index \(index)", range: "-1e140...1e140", given: "\(value)")
      }
    }
    self.values = values
    self.dimensions = dimensions
    count = values.count / dimensions
    self.name = name
  }

  /// Accepts points as rows. Throws as ``init(_:dimensions:named:)`` does, and for rows of unlike length.
  public init(rows: [[Double]], named name: String = "points") throws(StatisticsError) {
    guard let first = rows.first else { throw .tooFew(what: name, needed: 1, given: 0) }
    for (index, row) in rows.enumerated() {
      try requireSameLength("\(name), row \(index)", row.count, first.count)
    }
    try self.init(rows.flatMap(\.self), dimensions: first.count, named: name)
  }

  /// One point.
  public func row(_ index: Int) -> [Double] {
    Array(values[index * dimensions..<(index + 1) * dimensions])
  }

  /// Both clouds' points, this one's first. Throws when the dimensions differ.
  public func joined(with other: PointCloud) throws(StatisticsError) -> PointCloud {
    try requireSameDimensions(self, other)
    return try PointCloud(values + other.values, dimensions: dimensions, named: name)
  }
}

/// Refuses two clouds whose points have unlike dimensions.
func requireSameDimensions(_ first: PointCloud, _ second: PointCloud) throws(StatisticsError) {
  try requireSameLength(
    "dimensions of \(first.name) and \(second.name)", first.dimensions, second.dimensions)
}
