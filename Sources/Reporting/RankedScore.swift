public import Scoring
public import Statistics

/// One headline score of several runs, with ranks where the data carry them.
public struct RankedScore: Sendable {
  /// What a run comes to.
  public struct Entry: Sendable {
    /// Place of the run in the list given.
    public var run: Int
    /// Its value over the conversations compared, the mean of |value| where zero is best; `nil` where undefined.
    public var value: Double?
    /// What it is ranked by, more is better; `nil` where the best value is not known or it is undefined.
    public var goodness: Double?
    /// Conversations with a value that its own rests on.
    public var n = 0
    /// Interval of the value over conversations; of the distance from the best value where that is not an end.
    public var interval: ConfidenceInterval?
    /// Rank, its interval and tied group; `nil` where it has no rank.
    public var place: RankIntervals.Place?
    /// Share of its takes with a value.
    public var coverage: Double?
    /// Why it has no rank; `nil` where it has one.
    public var reason: String?
  }

  /// The score.
  public let descriptor: MetricDescriptor
  /// Conversations over which runs are ranked; 0 where fewer than two runs may be.
  public let n: Int
  /// Level at which two runs are told apart; `nil` where none are ranked.
  public let level: Double?
  /// Pairs of runs that are ranked.
  var pairs: Int {
    let count = entries.count { $0.place != nil }
    return max(1, count * (count - 1) / 2)
  }
  /// One entry per run: ranked ones from the best, then those without a rank in the order given.
  public let entries: [Entry]

  /// Ranks runs on one score; those with less coverage than a claim needs, and undefined ones, have no rank.
  ///
  /// - Parameter scores: on how many scores these runs are ranked, this one among them.
  init(_ field: RankedField, scores: Int, seed: UInt64, resamples: Int) {
    let (columns, able, recordings) = (field.columns, field.able, field.recordings)
    var entries = field.entries
    var level: Double?
    descriptor = field.descriptor
    n = able.count >= 2 ? recordings.count : 0
    if able.count >= 2 {
      for place in able { field.state(&entries[place], over: recordings) }
      do throws(StatisticsError) {
        let ranks = try RankIntervals(
          systems: able.count, conversations: recordings.count, seed: seed, resamples: resamples,
          scores: scores
        ) { system, draws in columns[able[system]].goodness(draws.map { recordings[$0] }) }
        level = ranks.level
        for (system, place) in able.enumerated() {
          entries[place].place = ranks.places[system]
          entries[place].interval =
            descriptor.direction == .higher
            ? ranks.places[system].interval : ranks.places[system].interval.negated
        }
      } catch {
        for place in able { entries[place].reason = "no rank: \(error)" }
      }
    } else {
      for place in able { entries[place].reason = "no rank: no other run has a value that may be ranked" }
    }
    self.level = level
    self.entries = entries.sorted {
      ($0.place?.rank ?? .max, $0.run) < ($1.place?.rank ?? .max, $1.run)
    }
  }

  /// How a value becomes one of which more is better; `nil` where the best value is not known.
  static func goodness(_ descriptor: MetricDescriptor, best: Double?) -> (@Sendable (Double) -> Double)? {
    switch descriptor.direction {
    case .higher: return { $0 }
    case .lower: return { 0 - $0 }
    case .closerToZero: return { 0 - $0.magnitude }
    case .closerToReference:
      guard let best else { return nil }
      return { 0 - ($0 - best).magnitude }
    }
  }
}

/// One score of several runs before it is ranked: who may be, and over which conversations.
struct RankedField {
  let descriptor: MetricDescriptor
  let columns: [ScoreColumn]
  /// One per run, in the order given.
  let entries: [RankedScore.Entry]
  /// Places of the runs that may be ranked.
  let able: [Int]
  /// Conversations in which all of those have a value.
  let recordings: [String]

  /// - Parameter best: the character's own value, for scores whose best value that is.
  init(_ descriptor: MetricDescriptor, _ runs: [MeasuredRun], best: Double?) {
    self.descriptor = descriptor
    let turn = RankedScore.goodness(descriptor, best: best)
    let columns = runs.map { ScoreColumn(descriptor, of: $0, turn: turn) }
    self.columns = columns
    let entries = runs.indices.map { place -> RankedScore.Entry in
      let coverage = runs[place].coverage(of: descriptor.id)
      var entry = RankedScore.Entry(run: place, coverage: coverage)
      Self.state(&entry, columns[place], descriptor, over: columns[place].recordings)
      if entry.value == nil {
        entry.reason =
          "undefined: \(columns[place].absence ?? runs[place].reason(of: descriptor.id) ?? "it has no value")"
      } else if let coverage, coverage < ComparisonReport.leastCoverage {
        entry.reason =
          "no rank: a value in \(Int((coverage * 100).rounded(.down))) % < "
          + "\(Int(ComparisonReport.leastCoverage * 100)) % of its takes"
      } else if turn == nil {
        entry.reason = "no rank: the character's own value is not known"
      }
      return entry
    }
    self.entries = entries
    able = entries.indices.filter { entries[$0].reason == nil }
    let shared = able.map { Set(columns[$0].recordings) }
    recordings =
      able.first.map { first in
        columns[first].recordings.filter { name in shared.allSatisfy { $0.contains(name) } }
      } ?? []
  }

  /// Gives an entry its value, and what it rests on, over some conversations.
  func state(_ entry: inout RankedScore.Entry, over recordings: [String]) {
    Self.state(&entry, columns[entry.run], descriptor, over: recordings)
  }

  private static func state(
    _ entry: inout RankedScore.Entry, _ column: ScoreColumn, _ descriptor: MetricDescriptor,
    over recordings: [String]
  ) {
    entry.goodness = column.goodness(recordings)
    entry.value =
      descriptor.direction == .closerToZero
      ? entry.goodness.map(\.magnitude) : column.value(recordings)
    entry.n = entry.value == nil ? 0 : recordings.count
  }
}

/// One score of one run over any choice of conversations.
struct ScoreColumn {
  private enum Source {
    case takes([String: Double], turned: [String: Double])
    case worst([String: Double])
    case set(SetScore)
    case none
  }

  private let source: Source
  private let turn: (@Sendable (Double) -> Double)?
  /// Conversations that have a value, in order of name.
  let recordings: [String]
  /// Why there is no value though the run may have one.
  let absence: String?

  /// - Parameter turn: makes a value one of which more is better.
  init(_ descriptor: MetricDescriptor, of run: MeasuredRun, turn: (@Sendable (Double) -> Double)? = nil) {
    self.turn = turn
    if descriptor.reduction == .set {
      let score = SetScore(descriptor, of: run)
      source = score.map(Source.set) ?? .none
      recordings = score?.recordings ?? []
      absence = score == nil ? "the character's reference is not at hand; --character says where" : nil
      return
    }
    let own = run.scores.filter { $0.metric == descriptor.id }.sorted { $0.key < $1.key }
    let numbers = Dictionary(grouping: own, by: \.key.recording).mapValues { $0.compactMap(\.value.number) }
      .filter { !$0.value.isEmpty }
    source =
      descriptor.reduction == .minimum
      ? .worst(numbers.compactMapValues { $0.min() })
      : .takes(
        numbers.compactMapValues(PairedScores.mean),
        turned: turn.map { turn in numbers.compactMapValues { PairedScores.mean($0.map(turn)) } } ?? [:])
    recordings = numbers.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    absence = nil
  }

  /// The score of the conversations drawn; `nil` where undefined or none is drawn.
  func value(_ drawn: [String]) -> Double? {
    guard !drawn.isEmpty else { return nil }
    switch source {
    case .takes(let values, _): return PairedScores.mean(drawn.compactMap { values[$0] })
    case .worst(let values): return drawn.compactMap { values[$0] }.min()
    case .set(let score): return score.value(drawn.map(score.records))
    case .none: return nil
    }
  }

  /// What the conversations drawn are ranked by, more is better: of values of takes the mean over conversations of the
  /// turned values, else the turned score; `nil` where undefined.
  func goodness(_ drawn: [String]) -> Double? {
    guard let turn, !drawn.isEmpty else { return nil }
    if case .takes(_, let turned) = source { return PairedScores.mean(drawn.compactMap { turned[$0] }) }
    return value(drawn).map(turn)
  }
}
