import Dispatch
import Synchronization

/// What the metrics of the table found in a set of clips.
struct CorruptionSample: Sendable {
  private let metrics: [any Metric]
  /// Records by metric id, in the order of the clips.
  let records: [String: [MeasurementRecord]]
  let count: Int
  /// Why there are no clips.
  let absence: String?

  init(absent reason: String) {
    metrics = []
    records = [:]
    count = 0
    absence = reason
  }

  /// Measures clips on several threads; results keep the order of the clips.
  init<Clip: Sendable>(
    _ clips: [Clip], jobs: Int, orAbsent reason: String = "there are no clips",
    _ evidence: @escaping @Sendable (Clip) -> TakeEvidence
  ) {
    let metrics = Self.columnMetrics
    self.metrics = metrics
    let results = Mutex<[[MeasurementRecord]?]>(Array(repeating: nil, count: clips.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, clips.count))) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < clips.count else { return }
        let take = evidence(clips[index])
        let found = metrics.map { MeasurementRecord(key: take.key, measurement: $0.measure(take)) }
        results.withLock { $0[index] = found }
      }
    }
    let all = results.withLock { $0.compactMap { $0 } }
    var records: [String: [MeasurementRecord]] = [:]
    for (place, metric) in metrics.enumerated() { records[metric.id] = all.map { $0[place] } }
    self.records = records
    count = clips.count
    absence = clips.isEmpty ? reason : nil
  }

  /// Takes records as they are.
  init(metric: any Metric, _ records: [MeasurementRecord]) {
    metrics = [metric]
    self.records = [metric.id: records]
    count = records.count
    absence = nil
  }

  /// Metrics that feed a column.
  private static let columnMetrics: [any Metric] = Metrics.all.filter { metric in
    metric.descriptors.contains { descriptor in
      CorruptionColumn.all.contains { column in
        column.scores.contains { descriptor.id.hasPrefix($0 + "/") }
      }
    }
  }

  /// The metric that gives a score, and its records.
  func records(of score: String) -> (metric: any Metric, records: [MeasurementRecord])? {
    guard let metric = metrics.first(where: { $0.descriptors.contains { $0.id == score } }),
      let found = records[metric.id]
    else { return nil }
    return (metric, found)
  }
}
