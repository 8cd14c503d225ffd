import Scoring

/// A set score over any choice of conversations: the metric reduces the records of those drawn.
///
/// A conversation that is drawn twice comes under two names, so that the metric keeps both.
struct SetScore {
  private let metric: any Metric
  private let id: String
  private let reference: ScoringReference
  private let records: [String: [MeasurementRecord]]

  /// Conversations with records, in order of name.
  let recordings: [String]

  /// `nil` where the score's metric is not known here, or its reference is not at hand.
  init?(_ descriptor: MetricDescriptor, of run: MeasuredRun) {
    guard let metric = try? Metrics.metric(descriptor.id), let reference = run.reference else { return nil }
    self.metric = metric
    self.reference = reference
    id = descriptor.id
    let own = run.records.filter { $0.measurement.metric == metric.id }.sorted { $0.key < $1.key }
    records = Dictionary(grouping: own, by: \.key.recording)
    recordings = records.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The records of a conversation; none where the run has none.
  func records(of recording: String) -> [MeasurementRecord] { records[recording] ?? [] }

  /// The score of the conversations drawn, in any order and with repetitions; `nil` where undefined.
  func value(_ draws: [[MeasurementRecord]]) -> Double? {
    metric.value(of: id, Self.renamed(draws), reference: reference)?.number
  }

  /// Records of drawn conversations, each draw a conversation of its own; in order of key, as `reduce` wants.
  static func renamed(_ draws: [[MeasurementRecord]]) -> [MeasurementRecord] {
    let digits = String(draws.count).count
    return draws.enumerated().flatMap { place, records in
      let number = String(place)
      let prefix = String(repeating: "0", count: digits - number.count) + number + " "
      return records.map { record in
        var record = record
        record.key.recording = prefix + record.key.recording
        return record
      }
    }
  }
}

/// The set scores of two runs over the conversations that both have.
struct PairedSetScore {
  private let a: SetScore
  private let b: SetScore
  /// Conversations with records in both runs.
  let recordings: [String]
  /// Conversations with records in one run only.
  let dropped: Int

  init?(_ descriptor: MetricDescriptor, a: MeasuredRun, b: MeasuredRun) {
    guard let first = SetScore(descriptor, of: a), let second = SetScore(descriptor, of: b) else {
      return nil
    }
    self.a = first
    self.b = second
    let shared = Set(first.recordings).intersection(second.recordings)
    recordings = first.recordings.filter(shared.contains)
    dropped = first.recordings.count + second.recordings.count - 2 * recordings.count
  }

  /// The score of conversations drawn, each from one of the sides; both sides have the same reference.
  func value(_ draws: [(recording: String, isB: Bool)]) -> Double? {
    a.value(draws.map { ($0.isB ? b : a).records(of: $0.recording) })
  }
}
