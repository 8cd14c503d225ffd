public import Runs
public import Scoring
public import Statistics

/// Run B held against run A: per score the means, the difference with its interval, p, n and a verdict.
public struct ComparisonReport: Sendable {
  /// One score.
  public struct Row: Sendable {
    /// The score.
    public var descriptor: MetricDescriptor
    /// Mean of A over the pairs compared; `nil` without any.
    public var meanA: Double?
    /// Mean of B over the pairs compared; `nil` without any.
    public var meanB: Double?
    /// The comparison of B against A.
    public var comparison: PairedComparison
    /// p after Holm's adjustment over the headline scores; `nil` for diagnostics and undefined ones.
    public var adjustedP: Double?
    /// On what the values rest.
    public var evidence: String
    /// Why A has no value in any take; `nil` where it has one.
    public var reasonA: String?
    /// Why B has no value in any take; `nil` where it has one.
    public var reasonB: String?

    /// The verdict in a few words.
    public var verdict: String {
      if comparison.verdict.outcome == .undefined { return absence }
      let words = Self.words[comparison.verdict.outcome] ?? comparison.verdict.outcome.rawValue
      let claims: [Verdict.Outcome] = [.better, .worse, .higher, .lower]
      guard claims.contains(comparison.verdict.outcome), let adjustedP,
        adjustedP >= Verdict.significance
      else { return words }
      return words + ", not after Holm"
    }

    /// Whose values are missing.
    private var absence: String {
      switch (reasonA, reasonB) {
      case (.some, .some): "undefined in both"
      case (.some, nil): "undefined in A"
      case (nil, .some): "undefined in B"
      case (nil, nil): comparison.n == 1 ? "undefined (n = 1)" : "undefined: no pair has both values"
      }
    }

    private static let words: [Verdict.Outcome: String] = [
      .noClaim: "no claim (n < \(Verdict.fewestPairs))", .better: "B is better",
      .worse: "B is worse", .higher: "B is higher", .lower: "B is lower", .noWorse: "B is no worse",
      .equivalent: "equivalent", .noDifferenceShown: "no difference shown",
    ]
  }

  /// The run that is compared against.
  public let a: RunSummary
  /// The run that is judged.
  public let b: RunSummary
  /// The scores in display order.
  public let rows: [Row]
  /// Seed of the resampling.
  public let seed: UInt64
  /// What a reader must know beside the numbers.
  public let notes: [String]

  /// Compares the takes of two runs, score by score.
  ///
  /// - Parameters:
  ///   - a: the run that is compared with.
  ///   - b: the run that is judged.
  ///   - scoresA: values of single takes of A, as `Metrics.takeScores` gives them.
  ///   - scoresB: values of single takes of B.
  ///   - descriptors: the scores to compare, in display order.
  ///   - references: the character's own value by score id, for scores whose best value that is; without
  ///     one such a score is compared without calling either side better.
  ///   - margins: differences too small to matter by score id, set beforehand.
  ///   - seed: of the resampling.
  /// - Throws: ``ReportingError/unlike(what:a:b:)`` when the runs do not stand on the same ground, and
  ///   ``ReportingError/comparison(metric:reason:)``.
  public init(
    a: RunSummary, b: RunSummary, scoresA: [TakeScore], scoresB: [TakeScore],
    descriptors: [MetricDescriptor] = Metrics.descriptors.filter { $0.headline != nil },
    references: [String: Double] = [:], margins: [String: Double] = [:], seed: UInt64 = 1
  ) throws(ReportingError) {
    try Self.requireLike(a.run, b.run)
    let bySeed = Set(a.run.seeds) == Set(b.run.seeds)
    var rows: [Row] = []
    for descriptor in descriptors {
      let pairs = PairedScores(metric: descriptor.id, a: scoresA, b: scoresB, bySeed: bySeed)
      guard !pairs.clusters.isEmpty else { continue }
      let reference = descriptor.direction == .closerToReference ? references[descriptor.id] : nil
      let compared = reference.map(pairs.centred) ?? pairs
      let comparison: PairedComparison
      do {
        comparison = try PairedComparison(
          a: compared.a, b: compared.b, clusters: compared.clusters,
          direction: Self.direction(descriptor, hasReference: reference != nil),
          margin: margins[descriptor.id], seed: seed)
      } catch {
        throw .comparison(metric: descriptor.id, reason: error.description)
      }
      rows.append(
        Row(
          descriptor: descriptor, meanA: pairs.means?.a, meanB: pairs.means?.b, comparison: comparison,
          adjustedP: nil, evidence: RunIdentity.evidence(a.run, descriptor), reasonA: pairs.reasonA,
          reasonB: pairs.reasonB))
    }
    Self.adjust(&rows)
    self.a = a
    self.b = b
    self.rows = rows
    self.seed = seed
    notes = Self.notes(a, b, rows, bySeed: bySeed, seed: seed)
  }

  /// Refuses runs whose scores differ for another reason than the strategy.
  private static func requireLike(_ a: Run, _ b: Run) throws(ReportingError) {
    let hash = { (text: String) in String(text.prefix(12)) }
    let pairs: [(what: String, a: String, b: String)] = [
      ("arrival model", a.arrival, b.arrival),
      ("material given to strategies", a.givenText, b.givenText),
      ("corpus", a.corpus.id, b.corpus.id),
      ("corpus files", hash(a.corpus.contentHash), hash(b.corpus.contentHash)),
      ("character", a.character.id, b.character.id),
      ("character files", hash(a.character.contentHash), hash(b.character.contentHash)),
      ("frame rate", RunIdentity.rate(a.rate), RunIdentity.rate(b.rate)),
      ("metrics", hash(a.metricsHash), hash(b.metricsHash)),
      ("reference", hash(a.referenceHash), hash(b.referenceHash)),
    ]
    for pair in pairs where pair.a != pair.b {
      throw .unlike(what: pair.what, a: SafeText.escaped(pair.a), b: SafeText.escaped(pair.b))
    }
  }

  private static func direction(
    _ descriptor: MetricDescriptor, hasReference: Bool
  ) -> PairedComparison.Direction {
    switch descriptor.direction {
    case .higher: .higherIsBetter
    case .lower: .lowerIsBetter
    case .closerToZero: .closerToZeroIsBetter
    case .closerToReference: hasReference ? .closerToZeroIsBetter : .neutral
    }
  }

  /// Holm over the headline scores that have a p.
  private static func adjust(_ rows: inout [Row]) {
    let family = rows.indices.filter { rows[$0].descriptor.headline != nil && rows[$0].comparison.p != nil }
    guard let adjusted = try? MultipleComparisons.holm(family.compactMap { rows[$0].comparison.p }) else {
      return
    }
    for (row, p) in zip(family, adjusted) { rows[row].adjustedP = p }
  }

  private static func notes(
    _ a: RunSummary, _ b: RunSummary, _ rows: [Row], bySeed: Bool, seed: UInt64
  ) -> [String] {
    var notes = ["\(RunReport.caveat)"]
    let family = rows.count { $0.adjustedP != nil }
    if family > 0 {
      notes.append("p (Holm) is adjusted over the \(family) headline scores of this comparison")
    }
    notes.append("95 % intervals resample conversations; seed \(seed)")
    if !bySeed { notes.append("the runs have different seeds: each participant's mean over seeds is paired") }
    for run in [a, b] where run.failed > 0 {
      notes.append("\(run.failed) takes of \(run.id) failed and are missing here")
    }
    var groups: [(note: String, titles: [String])] = []
    for row in rows {
      let absent = [("A", row.reasonA), ("B", row.reasonB)].compactMap { name, reason in
        reason.map { "undefined in \(name): \($0)" }
      }
      for note in absent.isEmpty ? row.comparison.notes : absent {
        if let place = groups.firstIndex(where: { $0.note == note }) {
          groups[place].titles.append(row.descriptor.title)
        } else {
          groups.append((note, [row.descriptor.title]))
        }
      }
    }
    for group in groups {
      let scores = group.titles.count == rows.count ? "all scores" : group.titles.joined(separator: ", ")
      notes.append("\(scores): \(group.note)")
    }
    return notes
  }
}
