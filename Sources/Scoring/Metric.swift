/// A way of measuring a take, and the scores that come of it.
///
/// `measure` sees one whole take (null distributions by shifting live there) and gives a record; `reduce`
/// sees the records of a run, sorted by key, and gives one score per descriptor. Records may be made
/// anywhere and merged: the same records give the same bits.
public protocol Metric: Sendable {
  /// Id and version of the measurement, such as `lip-sync/1`.
  var id: String { get }
  /// The scores that the measurement feeds, in display order.
  var descriptors: [MetricDescriptor] { get }
  /// Measures a take. Never fails: what has no value is undefined with its reason.
  func measure(_ take: TakeEvidence) -> TakeMeasurement
  /// Reduces the records of a run to one score per descriptor, in their order.
  ///
  /// - Parameters:
  ///   - records: this metric's records in order of key.
  ///   - reference: what the takes' character does by itself.
  func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score]
  /// The value that ``reduce(_:reference:)`` gives one score, to the last bit; a metric that can do it without the other
  /// scores says how. Comparisons ask thousands of times.
  func value(
    of score: String, _ records: [MeasurementRecord], reference: ScoringReference
  ) -> ScoreValue?
}

extension Metric {
  /// Reduces as each descriptor says: mean over conversations, or the worst take.
  public func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score] {
    descriptors.map { descriptor in
      reduced(descriptor, records.map { ($0.key, $0.measurement[descriptor.id]) })
    }
  }

  /// Reduces to all scores and picks one; `nil` where the metric has none of that id.
  public func value(
    of score: String, _ records: [MeasurementRecord], reference: ScoringReference
  ) -> ScoreValue? {
    reduce(records, reference: reference).first { $0.metric == score }?.value
  }

  /// The values of single takes, by descriptor and then in the order of the records.
  public func takeScores(_ records: [MeasurementRecord]) -> [TakeScore] {
    descriptors.flatMap { descriptor in
      records.map { record in
        TakeScore(metric: descriptor.id, key: record.key, value: record.measurement[descriptor.id])
      }
    }
  }

  /// A measurement in which every score is undefined for the same reason.
  func undefined(_ reason: String) -> TakeMeasurement {
    var result = TakeMeasurement(metric: id)
    for descriptor in descriptors { result[descriptor.id] = .undefined(reason: reason) }
    return result
  }

  /// Runs a measurement; what it throws makes every score undefined.
  func measured(_ body: (inout TakeMeasurement) throws(Undefined) -> Void) -> TakeMeasurement {
    var result = TakeMeasurement(metric: id)
    do throws(Undefined) {
      try body(&result)
    } catch {
      return undefined(error.reason)
    }
    return result
  }
}

/// Reduces the values of takes, given in order of key.
func reduced(_ descriptor: MetricDescriptor, _ values: [(key: TakeKey, value: ScoreValue)]) -> Score {
  var means: [Double] = []
  var recording: String?
  var sum = 0.0
  var count = 0
  var takes = 0
  var least = Double.infinity
  func close() {
    if count > 0 { means.append(sum / Double(count)) }
    sum = 0
    count = 0
  }
  for (key, value) in values {
    if key.recording != recording {
      close()
      recording = key.recording
    }
    guard let number = value.number else { continue }
    sum += number
    count += 1
    takes += 1
    least = min(least, number)
  }
  close()
  let result: ScoreValue
  if means.isEmpty {
    result = .undefined(reason: values.first?.value.reason ?? "there are no takes")
  } else {
    switch descriptor.reduction {
    case .mean, .set: result = ScoreValue(means.reduce(0, +) / Double(means.count))
    case .minimum: result = ScoreValue(least)
    }
  }
  return Score(
    metric: descriptor.id, value: result, n: means.count, takes: takes, undefinedTakes: values.count - takes)
}
