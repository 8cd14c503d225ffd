import Runs
public import Scoring
import Statistics

/// Several runs on one ground: ranks with intervals per headline score, the Pareto front, and the composite beside it.
///
/// There is no single order of runs: who is on the front is better than every other in something.
public struct RankReport: Sendable {
  /// What a ranking may be told.
  public struct Options: Sendable {
    /// The scores to rank on, in display order.
    public var descriptors: [MetricDescriptor]
    /// What the character's own sessions score, by id: 1 of the composite, and the best value of scores that are better
    /// the closer they are to it.
    public var own: [String: Double]
    /// Where those values come from, in words.
    public var ownSource: String
    /// Runs of strategies that cheat: the best of them is 0 of the composite.
    public var cheats: [MeasuredRun]
    /// Seed of the resampling.
    public var seed: UInt64
    /// Resamples of scores with a value per take.
    public var resamples: Int
    /// Resamples of scores with one value per run.
    public var setResamples: Int

    /// Makes options.
    public init(
      descriptors: [MetricDescriptor] = Metrics.descriptors.filter { $0.headline != nil },
      own: [String: Double] = [:], ownSource: String = "", cheats: [MeasuredRun] = [], seed: UInt64 = 1,
      resamples: Int = 2000, setResamples: Int = 500
    ) {
      self.descriptors = descriptors
      self.own = own
      self.ownSource = ownSource
      self.cheats = cheats
      self.seed = seed
      self.resamples = resamples
      self.setResamples = setResamples
    }
  }

  /// The runs, in the order given.
  public let runs: [MeasuredRun]
  /// One per headline score that any of the runs has.
  public let scores: [RankedScore]
  /// By run: the run that is no worse on any score of the front and better on one; `nil` on the front or off the field.
  public let dominators: [Int?]
  /// By run: why it is not on the field of the front; `nil` where it is.
  public let unplaced: [String?]
  /// Ids of the scores that the front is over.
  public let frontScores: [String]
  /// The composite.
  public let composite: CompositeReport
  /// What it was told.
  public let options: Options

  /// Ranks runs.
  ///
  /// - Throws: ``ReportingError/ranking(reason:)`` for fewer than two runs or one run twice, and
  ///   ``ReportingError/unlike(what:a:b:)`` for runs on unlike ground.
  public init(_ runs: [MeasuredRun], options: Options = Options()) throws(ReportingError) {
    guard let first = runs.first, runs.count >= 2 else {
      throw .ranking(reason: "a ranking needs two runs or more; 'mien runs' lists them")
    }
    guard runs.count <= RankIntervals.mostSystems else {
      throw .ranking(
        reason: "\(runs.count) runs are more than the \(RankIntervals.mostSystems) that are ranked together")
    }
    guard Set(runs.map(\.summary.id)).count == runs.count else {
      throw .ranking(reason: "one run is named twice; name each once")
    }
    for run in runs.dropFirst() + options.cheats {
      try RunLikeness.require(first.summary, run.summary)
    }
    self.runs = runs
    self.options = options
    let fields = options.descriptors.map { RankedField($0, runs, best: options.own[$0.id]) }
    let ranked = fields.count { $0.able.count >= 2 }
    let scores = fields.map { field in
      RankedScore(
        field, scores: ranked, seed: options.seed,
        resamples: field.descriptor.reduction == .set ? options.setResamples : options.resamples)
    }
    self.scores = scores
    // A score that no run has says nothing about any of them.
    let field = scores.filter { score in score.entries.contains { $0.place != nil } }
    frontScores = field.map(\.descriptor.id)
    var unplaced = [String?](repeating: nil, count: runs.count)
    var rows: [(run: Int, goodness: [Double])] = []
    for run in runs.indices {
      var goodness: [Double] = []
      for score in field {
        guard let entry = score.entries.first(where: { $0.run == run }), entry.place != nil,
          let value = entry.goodness
        else {
          unplaced[run] = unplaced[run] ?? "\(score.descriptor.title) has no rank"
          continue
        }
        goodness.append(value)
      }
      if field.isEmpty { unplaced[run] = "no score carries a rank" }
      if unplaced[run] == nil { rows.append((run, goodness)) }
    }
    var dominators = [Int?](repeating: nil, count: runs.count)
    if let front = try? ParetoFront(goodness: rows.map(\.goodness)) {
      for (row, dominator) in front.dominators.enumerated() {
        dominators[rows[row].run] = dominator.map { rows[$0].run }
      }
    }
    self.dominators = dominators
    self.unplaced = unplaced
    composite = CompositeReport(runs, own: options.own, cheats: options.cheats, seed: options.seed)
  }
}
