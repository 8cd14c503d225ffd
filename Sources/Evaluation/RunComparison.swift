public import Provenance
public import Runs
public import Scoring
public import Statistics

/// Two runs on the same conversations, metric by metric.
public struct RunComparison: Sendable {
  /// One metric of the comparison.
  public struct Row: Sendable {
    /// The metric.
    public var descriptor: MetricDescriptor
    /// Mean of A over its conversations, or why there is none.
    public var a: ScoreValue
    /// The same of B.
    public var b: ScoreValue
    /// B against A.
    public var comparison: PairedComparison
  }

  /// The runs.
  public let a: RunSummary
  /// The runs.
  public let b: RunSummary
  /// Rows in display order of the metrics.
  public let rows: [Row]
  /// Seed of every bootstrap and sampled test.
  public let seed: UInt64

  /// What the numbers rest on: synthetic as soon as anything is.
  public var evidence: Evidence {
    let all = [
      a.run.corpus.evidence, a.run.character.evidence, b.run.corpus.evidence, b.run.character.evidence,
    ]
    return all.contains(.synthetic) ? .synthetic : .real
  }

  /// Compares two runs, pairing takes by recording and participant.
  ///
  /// - Throws: ``EvaluationError/notComparable(a:b:reason:)`` when they rest on unlike corpora, characters,
  ///   arrival models or metrics, and what the archive throws.
  public init(_ a: RunSummary, _ b: RunSummary, archive: any RunArchive, seed: UInt64) throws {
    let pairs: [(String, String, String)] = [
      ("corpus", a.run.corpus.contentHash, b.run.corpus.contentHash),
      ("character", a.run.character.contentHash, b.run.character.contentHash),
      ("arrival model", a.run.arrival, b.run.arrival),
      ("metrics", a.run.metricsHash, b.run.metricsHash),
      ("reference", a.run.referenceHash, b.run.referenceHash),
    ]
    if let unlike = pairs.first(where: { $0.1 != $0.2 }) {
      throw EvaluationError.notComparable(a: a.id, b: b.id, reason: "their \(unlike.0) differs")
    }
    self.a = a
    self.b = b
    self.seed = seed
    let recordsA = try archive.records(of: a.id)
    let recordsB = try archive.records(of: b.id)
    let valuesA = try Self.values(recordsA)
    let valuesB = try Self.values(recordsB)
    let scoresA = try Metrics.reduce(recordsA, reference: ScoringReference())
    let scoresB = try Metrics.reduce(recordsB, reference: ScoringReference())
    rows = try Metrics.descriptors.map { descriptor in
      let ownA = valuesA[descriptor.id] ?? [:]
      let ownB = valuesB[descriptor.id] ?? [:]
      let units = Set(ownA.keys).union(ownB.keys).sorted()
      let comparison = try PairedComparison(
        a: units.map { ownA[$0] ?? nil }, b: units.map { ownB[$0] ?? nil }, clusters: units.map(\.recording),
        direction: descriptor.direction.pairing, seed: seed, names: (a.id, b.id))
      return Row(
        descriptor: descriptor, a: Self.mean(of: descriptor, scoresA), b: Self.mean(of: descriptor, scoresB),
        comparison: comparison)
    }
  }

  private static func mean(of descriptor: MetricDescriptor, _ scores: [Score]) -> ScoreValue {
    scores.first { $0.metric == descriptor.id }?.value ?? .undefined(reason: "not measured")
  }

  /// Mean over seeds of each take's values, by metric and then by recording and participant.
  private static func values(_ records: [MeasurementRecord]) throws -> [String: [TakeKey: Double?]] {
    var lists: [String: [TakeKey: [Double]]] = [:]
    for score in try Metrics.takeScores(records) {
      let unit = TakeKey(recording: score.key.recording, participant: score.key.participant, seed: 0)
      lists[score.metric, default: [:]][unit, default: []] += score.value.number.map { [$0] } ?? []
    }
    return lists.mapValues { units in
      units.mapValues { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) }
    }
  }
}

extension MetricDescriptor.Direction {
  /// The same direction in the words of the statistics.
  var pairing: PairedComparison.Direction {
    switch self {
    case .higher: .higherIsBetter
    case .lower: .lowerIsBetter
    case .closerToZero: .closerToZeroIsBetter
    case .closerToReference: .neutral
    }
  }
}
