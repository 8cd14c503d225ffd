import Foundation
import Statistics

/// A frozen map from window features to a few directions: z-scores of the pooled cast, then its principal
/// directions.
struct StyleSpace: Hashable, Sendable, Codable {
  /// Directions kept.
  static let directions = 12

  /// Mean of every feature over the cast.
  var mean: PackedNumbers
  /// 1 / deviation of every feature; 0 leaves it out.
  var scale: PackedNumbers
  /// Largest distance from the mean in deviations that counts; infinite where nothing is cut.
  var cut: Double?
  /// Directions, one row each.
  var basis: PackedNumbers
  /// Factor by which ln(what the directions leave) counts as one more direction; `nil` where it is left out.
  var restScale: Double?

  /// Features that are read.
  var features: Int { mean.values.count }
  /// Numbers per point.
  var dimensions: Int { basis.values.count / max(1, features) + (restScale == nil ? 0 : 1) }

  /// Learns a space from the cast's windows.
  ///
  /// - Parameters:
  ///   - rows: features, window after window.
  ///   - floors: least deviations; `nil` leaves out features that do not vary.
  ///   - cut: where z-scores are cut; `nil` never.
  ///   - keepsRest: whether what lies off the directions is a direction of its own.
  init(
    fitting rows: [Double], width: Int, floors: [Double]?, cut: Double?, keepsRest: Bool
  ) throws(StatisticsError) {
    let raw = Covariance(of: try PointCloud(rows, dimensions: width, named: "windows of the cast"))
    guard raw.count > Self.directions else {
      throw .tooFew(what: "windows of the cast", needed: Self.directions + 1, given: raw.count)
    }
    mean = PackedNumbers(raw.mean)
    scale = PackedNumbers(
      (0..<width).map { k in
        let deviation = (raw.scatter[k * width + k] / Double(raw.count - 1)).squareRoot()
        if let floors { return 1 / max(deviation, floors[k]) }
        return deviation > 1e-9 ? 1 / deviation : 0
      })
    self.cut = cut
    basis = PackedNumbers([])
    let scores = standardised(rows)
    let spread = Covariance(of: try PointCloud(scores, dimensions: width, named: "windows of the cast"))
    let eigen = try SymmetricEigen(try spread.matrix(), order: width)
    // Ascending order: the last ones vary most.
    var chosen: [Double] = []
    for k in stride(from: width - 1, through: max(0, width - Self.directions), by: -1) {
      chosen += eigen.vectors[k * width..<(k + 1) * width]
    }
    basis = PackedNumbers(chosen)
    guard keepsRest else { return }
    restScale = 1
    let rests = stride(from: dimensions - 1, to: raw.count * dimensions, by: dimensions)
    let points = points(standardised: scores)
    let rest = try Sample(rests.map { points[$0] }, named: "what the directions leave")
    let deviation = try rest.standardDeviation()
    restScale = deviation > 1e-9 ? (eigen.values.last ?? 0).squareRoot() / deviation : 0
  }

  /// z-scores of features, cut.
  func standardised(_ rows: [Double]) -> [Double] {
    let width = features
    var result = rows
    let most = cut ?? .infinity
    mean.values.withUnsafeBufferPointer { mean in
      scale.values.withUnsafeBufferPointer { scale in
        result.withUnsafeMutableBufferPointer { x in
          for start in stride(from: 0, to: x.count, by: width) {
            for k in 0..<width {
              x[start + k] = min(most, max(-most, (x[start + k] - mean[k]) * scale[k]))
            }
          }
        }
      }
    }
    return result
  }

  /// Points of z-scores, row by row.
  func points(standardised scores: [Double]) -> [Double] {
    let width = features
    let kept = basis.values.count / max(1, width)
    var result: [Double] = []
    result.reserveCapacity(scores.count / max(1, width) * dimensions)
    scores.withUnsafeBufferPointer { x in
      basis.values.withUnsafeBufferPointer { basis in
        for start in stride(from: 0, to: x.count, by: width) {
          var whole = 0.0
          for k in 0..<width { whole += x[start + k] * x[start + k] }
          var inside = 0.0
          for direction in 0..<kept {
            var sum = 0.0
            for k in 0..<width { sum += basis[direction * width + k] * x[start + k] }
            inside += sum * sum
            result.append(sum)
          }
          if let restScale { result.append(restScale * log(max(whole - inside, 1e-12)) / 2) }
        }
      }
    }
    return result
  }

  /// Points of features, row by row.
  func points(_ rows: [Double]) -> [Double] { points(standardised: standardised(rows)) }
}

/// Numbers that are written bit for bit: base64 of little-endian Float64.
struct PackedNumbers: Hashable, Sendable, Codable {
  var values: [Double]
  init(_ values: [Double]) { self.values = values }

  /// Reads numbers; a text that is no whole number of finite Float64 is refused.
  init(from decoder: any Decoder) throws {
    let bytes = try decoder.singleValueContainer().decode(Data.self)
    values = bytes.withUnsafeBytes { raw in
      (0..<raw.count / 8).map {
        Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
      }
    }
    guard bytes.count % 8 == 0, values.allSatisfy(\.isFinite) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "not a row of finite 64-bit numbers"))
    }
  }

  /// Writes the numbers.
  func encode(to encoder: any Encoder) throws {
    var bytes = Data(capacity: 8 * values.count)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    var container = encoder.singleValueContainer()
    try container.encode(bytes)
  }
}
