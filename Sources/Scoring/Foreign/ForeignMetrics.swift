import Synchronization

/// Metrics from outside that this process has met, by plugin or in a store.
///
/// Ids hold the hash of the code, so what an id means never changes and this is no more than a dictionary that
/// grows: which scores a run is given is said by its plan, never from here.
public enum ForeignMetrics {
  private static let met = Mutex<[String: ForeignMetric]>([:])

  /// Takes metrics into the dictionary; one with the points of its space replaces one without.
  public static func adopt(_ metrics: [ForeignMetric]) {
    guard !metrics.isEmpty else { return }
    met.withLock { met in
      for metric in metrics where metric.isForeign && (metric.space != nil || met[metric.id] == nil) {
        met[metric.id] = metric
      }
    }
  }

  /// Every one, in order of id.
  public static var known: [ForeignMetric] {
    met.withLock { $0.values.sorted { $0.id < $1.id } }
  }
}
