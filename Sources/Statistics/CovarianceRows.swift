extension Covariance {
  /// Sums up some points of a cloud in the order given, as a cloud of these points alone would be.
  ///
  /// Throws when no point is named, or one that the cloud does not have.
  public init(of cloud: PointCloud, rows: [Int]) throws(StatisticsError) {
    guard !rows.isEmpty else { throw .tooFew(what: "rows of \(cloud.name)", needed: 1, given: 0) }
    if let stray = rows.first(where: { !(0..<cloud.count).contains($0) }) {
      throw .outOfRange(what: "row of \(cloud.name)", range: "0..<\(cloud.count)", given: "\(stray)")
    }
    let width = cloud.dimensions
    let gathered = [Double](unsafeUninitializedCapacity: rows.count * width) { buffer, count in
      cloud.values.withUnsafeBufferPointer { values in
        guard let source = values.baseAddress, let target = buffer.baseAddress else { return }
        for (place, row) in rows.enumerated() {
          (target + place * width).initialize(from: source + row * width, count: width)
        }
        count = rows.count * width
      }
    }
    self = gathered.withUnsafeBufferPointer { ScatterSum.summed($0, rows.count, width) }
  }
}
