public import Scoring
public import Statistics

/// One headline score of several runs, with ranks where the data carry them.
public struct RankedScore: Sendable {
  /// What a run comes to.
  public struct Entry: Sendable {
    /// Place of the run in the list given.
    public var run: Int
    /// Its value over the conversations compared; `nil` where undefined.
    public var value: Double?
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
  /// Conversations over which runs are ranked.
  public let n: Int
  /// One entry per run: ranked ones from the best, then those without a rank in the order given.
  public let entries: [Entry]

  /// Ranks runs on one score; those with less coverage than a claim needs, and undefined ones, have no rank.
  ///
  /// - Parameter best: the character's own value, for scores whose best value that is.
  init(_ descriptor: MetricDescriptor, _ runs: [MeasuredRun], best: Double?, seed: UInt64, resamples: Int) {
    self.descriptor = descriptor
    let columns = runs.map { ScoreColumn(descriptor, of: $0) }
    let turn = Self.goodness(descriptor, best: best)
    var entries = runs.indices.map { place -> Entry in
      let coverage = runs[place].coverage(of: descriptor.id)
      var entry = Entry(run: place, coverage: coverage)
      entry.value = columns[place].value(columns[place].recordings)
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
    let able = entries.indices.filter { entries[$0].reason == nil }
    let shared = able.map { Set(columns[$0].recordings) }
    let recordings = able.first.map { first in
      columns[first].recordings.filter { name in shared.allSatisfy { $0.contains(name) } }
    }
    n = recordings?.count ?? 0
    if let turn, let recordings, able.count >= 2 {
      for place in able { entries[place].value = columns[place].value(recordings) }
      do throws(StatisticsError) {
        let ranks = try RankIntervals(
          systems: able.count, conversations: recordings.count, seed: seed, resamples: resamples
        ) { system, draws in columns[able[system]].value(draws.map { recordings[$0] }).map(turn) }
        for (system, place) in able.enumerated() { entries[place].place = ranks.places[system] }
        Self.state(&entries, able, descriptor, best: best)
      } catch {
        for place in able { entries[place].reason = "no rank: \(error)" }
      }
    } else {
      for place in able { entries[place].reason = "no rank: no other run has a value that may be ranked" }
    }
    self.entries = entries.sorted {
      ($0.place?.rank ?? .max, $0.run) < ($1.place?.rank ?? .max, $1.run)
    }
  }

  /// Intervals of goodness turned back into those of the value, where the turn is only a sign.
  private static func state(
    _ entries: inout [Entry], _ able: [Int], _ descriptor: MetricDescriptor, best: Double?
  ) {
    for place in able {
      guard let interval = entries[place].place?.interval else { continue }
      switch descriptor.direction {
      case .higher: entries[place].interval = interval
      case .lower, .closerToZero, .closerToReference: entries[place].interval = interval.negated
      }
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

/// One score of one run over any choice of conversations.
struct ScoreColumn {
  private enum Source {
    case takes([String: Double])
    case worst([String: Double])
    case set(SetScore)
    case none
  }

  private let source: Source
  /// Conversations that have a value, in order of name.
  let recordings: [String]
  /// Why there is no value though the run may have one.
  let absence: String?

  init(_ descriptor: MetricDescriptor, of run: MeasuredRun) {
    if descriptor.reduction == .set {
      let score = SetScore(descriptor, of: run)
      source = score.map(Source.set) ?? .none
      recordings = score?.recordings ?? []
      absence = score == nil ? "the character's reference is not at hand; --character says where" : nil
      return
    }
    let own = run.scores.filter { $0.metric == descriptor.id }.sorted { $0.key < $1.key }
    var values: [String: Double] = [:]
    for (recording, takes) in Dictionary(grouping: own, by: \.key.recording) {
      let numbers = takes.compactMap(\.value.number)
      guard !numbers.isEmpty else { continue }
      values[recording] =
        descriptor.reduction == .minimum
        ? numbers.min() : numbers.reduce(0, +) / Double(numbers.count)
    }
    source = descriptor.reduction == .minimum ? .worst(values) : .takes(values)
    recordings = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    absence = nil
  }

  /// The score of the conversations drawn; `nil` where undefined or none is drawn.
  func value(_ drawn: [String]) -> Double? {
    guard !drawn.isEmpty else { return nil }
    switch source {
    case .takes(let values):
      let numbers = drawn.compactMap { values[$0] }
      return numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
    case .worst(let values): return drawn.compactMap { values[$0] }.min()
    case .set(let score): return score.value(drawn.map(score.records))
    case .none: return nil
    }
  }
}
