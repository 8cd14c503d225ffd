import Foundation
import Statistics

/// A metric from outside as it is kept with the runs that it scored: all that is needed to read and compare its
/// scores, without the code that measures.
///
/// The ids of its measurement and scores end with the first digits of the hash of that code (`head-speed/1.0.0+3fa2b1c4`),
/// so that unlike code never bears one id.
public struct ForeignMetric: Metric, Hashable, Codable {
  /// A space of points in which a run's distance from the character is taken.
  public struct Space: Hashable, Sendable, Codable {
    /// Numbers per point.
    public let dimensions: Int
    /// Points of the character's held-out sessions.
    let points: PackedNumbers

    /// Makes a space.
    ///
    /// - Parameter points: of the held-out sessions, finite, one after the other.
    public init(dimensions: Int, points: [Double]) {
      self.dimensions = dimensions
      self.points = PackedNumbers(points)
    }
  }

  /// Name of the rows in a record that scores of all takes together are made of.
  public static let rows = "rows"
  /// Name of the quantity that says how many numbers a row has.
  public static let columns = "columns"

  /// Id and version of the measurement, with the first digits of its code's hash.
  public let id: String
  /// Its scores; an encoder's are the distance and its limit.
  public let descriptors: [MetricDescriptor]
  /// Where distances are taken; `nil` for metrics that give numbers.
  public var space: Space?

  /// Describes a metric.
  public init(id: String, descriptors: [MetricDescriptor], space: Space? = nil) {
    self.id = id
    self.descriptors = descriptors
    self.space = space
  }

  /// Undefined: the code is not here.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    undefined("the code that measures \(id) is not at hand; name it with --metrics")
  }

  /// Takes distances in its space; means and minima as any metric. What a script reduces is undefined here.
  public func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score] {
    if let space { return Self.distances(records, descriptors, in: space) }
    return descriptors.map { descriptor in
      guard descriptor.reduction == .set else {
        return Self.reduced(descriptor, of: records)
      }
      return Score(
        metric: descriptor.id,
        value: .undefined(reason: "the code that reduces \(descriptor.id) is not at hand"), n: 0, takes: 0,
        undefinedTakes: records.count)
    }
  }

  /// One of the scores; the distance alone is had without its limit.
  public func value(
    of score: String, _ records: [MeasurementRecord], reference: ScoringReference
  ) -> ScoreValue? {
    guard let space, let first = descriptors.first, first.id == score else {
      return reduce(records, reference: reference).first { $0.metric == score }?.value
    }
    return Self.distances(records, [first], in: space, hasLimit: false).first?.value
  }

  /// Values of takes as any metric's, reduced as their descriptors say; for scores that are no sets.
  public static func reduced(
    _ descriptor: MetricDescriptor, of records: [MeasurementRecord]
  ) -> Score { Scoring.reduced(descriptor, records.map { ($0.key, $0.measurement[descriptor.id]) }) }

  /// Fréchet distance and its limit, of all takes' points from the held-out sessions' (see ``GestureDistance`` and
  /// ``ForeignDistance``).
  private static func distances(
    _ records: [MeasurementRecord], _ descriptors: [MetricDescriptor], in space: Space, hasLimit: Bool = true
  ) -> [Score] {
    let used = records.filter { !($0.measurement.series[rows] ?? []).isEmpty }
    let values: [ScoreValue]
    do throws(Undefined) {
      guard !used.isEmpty else {
        throw Undefined(
          records.lazy.compactMap { record in descriptors.first.flatMap { record.measurement[$0.id].reason } }
            .first ?? "there are no takes")
      }
      for record in used {
        guard record.measurement[columns].number == Double(space.dimensions) else {
          throw Undefined(
            "take \(record.key) has points of \(record.measurement[Self.columns].number ?? 0) numbers, "
              + "the held-out sessions of \(space.dimensions)")
        }
      }
      try ForeignDistance.admit(space.points.values, dimensions: space.dimensions)
      let all = used.flatMap { $0.measurement.series[rows] ?? [] }
      values = try GestureDistance.distances(
        all, space.points.values, dimensions: space.dimensions, hasLimit: hasLimit)
    } catch { values = descriptors.map { _ in .undefined(reason: error.reason) } }
    let conversations = Set(used.map(\.key.recording)).count
    let settled = ForeignDistance.settled(
      values, used.flatMap { $0.measurement.series[rows] ?? [] }, space.points.values,
      dimensions: space.dimensions)
    return zip(descriptors, settled).map { descriptor, value in
      Score(
        metric: descriptor.id, value: value, n: value.number == nil ? 0 : conversations,
        takes: value.number == nil ? 0 : used.count,
        undefinedTakes: value.number == nil ? records.count : records.count - used.count)
    }
  }
}

extension ForeignMetric {
  /// Whether its ids say so; a store that gives an id of the house to something else is not believed.
  var isForeign: Bool { ([id] + descriptors.map(\.id)).allSatisfy { $0.contains("+") } }

  /// Metrics out of the remark of a run; none where it cannot be read.
  public static func read(_ text: String) -> [ForeignMetric] {
    (try? JSONDecoder().decode([ForeignMetric].self, from: Data(text.utf8))) ?? []
  }
}
