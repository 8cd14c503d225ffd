/// What can go wrong around scores. A number that has no value is no error: see ``ScoreValue``.
public enum ScoringError: Error, Equatable, CustomStringConvertible {
  /// Two records of one take and one metric differ.
  case conflict(key: TakeKey, metric: String)
  /// No metric has this id.
  case unknownMetric(String)
  /// No corruption has this id.
  case unknownCorruption(String)

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .conflict(let key, let metric):
      "take \(key) was measured twice by \(metric) with different results; measure it again and drop one"
    case .unknownMetric(let id):
      "no metric '\(id)'; there are \(Metrics.descriptors.map(\.id).joined(separator: ", "))"
    case .unknownCorruption(let id):
      "no corruption '\(id)'; there are \(Corruption.all.map(\.id).joined(separator: ", "))"
    }
  }
}
