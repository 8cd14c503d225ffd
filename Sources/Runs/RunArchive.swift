public import Motion
public import Scoring

/// Where runs are kept. A take that was stored is kept whatever happens afterwards.
///
/// What is stored for a run that was never opened is refused with ``RunsError/unknownRun(_:known:)``; lists
/// of such a run are empty.
public protocol RunArchive: Sendable {
  /// Opens a run, or takes up one that is there, and gives its id; ``RunsError/sameID(_:)`` where another
  /// plan bears it.
  func open(_ run: Run) throws -> String
  /// Keeps remarks on where a run came from, by name; they are no part of its identity.
  func note(_ remarks: [String: String], of run: String) throws
  /// The remarks on a run.
  func remarks(of run: String) throws -> [String: String]
  /// Keys of the run's finished takes; failed ones are made again.
  func finishedTakes(of run: String) throws -> Set<TakeKey>
  /// Keeps a take; replaces an earlier outcome of the same key.
  func store(_ take: Take, of run: String) throws
  /// Keeps the run's scores.
  func store(_ scores: [Score], of run: String) throws
  /// The runs that are asked for, oldest first.
  func runs(_ selection: RunSelection) throws -> [RunSummary]
  /// How many runs there are.
  func runCount() throws -> Int
  /// Ids of every run, oldest first.
  func runIDs() throws -> [String]
  /// Id of the run that was opened last, of all or of one strategy.
  func lastOpened(of strategy: String?) throws -> String?
  /// Gives a run a name, or takes the name away where `run` is `nil`.
  func name(_ name: String, run: String?) throws
  /// The names of runs, in order of name.
  func tags() throws -> [RunTag]
  /// The takes of a run in order of key.
  func takes(of run: String) throws -> [TakeSummary]
  /// The measurements of a run's finished takes, in order of metric and key.
  func records(of run: String) throws -> [MeasurementRecord]
  /// Those of some metrics, or of one take; `nil` stands for all.
  func records(of run: String, metrics: Set<String>?, take: TakeKey?) throws -> [MeasurementRecord]
  /// The track of a finished take.
  func track(of key: TakeKey, in run: String) throws -> Track
  /// Names of the channels that a run's finished takes move, each list once, in order of first take.
  func channels(of run: String) throws -> [[String]]
  /// Values of a run's finished takes, by score in display order and then by key.
  func takeScores(of run: String) throws -> [TakeScore]
}

extension RunArchive {
  /// Chosen among all; an archive that can look for them answers faster.
  public func records(
    of run: String, metrics: Set<String>?, take: TakeKey?
  ) throws -> [MeasurementRecord] {
    try records(of: run).filter { record in
      (metrics?.contains(record.measurement.metric) ?? true) && (take.map { $0 == record.key } ?? true)
    }
  }

  /// Every run, oldest first.
  public func runs() throws -> [RunSummary] { try runs(.all) }

  /// Read from the measurements; an archive that keeps values apart answers faster.
  public func takeScores(of run: String) throws -> [TakeScore] {
    try Metrics.takeScores(try records(of: run))
  }

  /// Read from the tracks; an archive that keeps names apart answers faster.
  public func channels(of run: String) throws -> [[String]] {
    var lists: [[String]] = []
    for take in try takes(of: run) where take.failure == nil {
      let names = try track(of: take.key, in: run).layout.channels.map(\.name)
      if !lists.contains(names) { lists.append(names) }
    }
    return lists
  }
}

/// Names of the remarks that the house itself keeps on runs.
public enum RunRemark {
  /// Counts the openings of runs in an archive: highest for the run that was opened last.
  public static let opened = "opened"
  /// `yes` where the character's reference was too small for firm scores when the run was made, else `no`.
  public static let provisionalReference = "reference.provisional"
  /// What known motion scores on the run's ground, as JSON; see ``ScoreNulls/read(_:)``.
  public static let nulls = "nulls"
  /// Metrics from outside with which it was scored, as JSON; see ``Scoring/ForeignMetric/read(_:)``.
  public static let metrics = "metrics"
  /// Licence of the corpus, as its manifest stated it when the run was made.
  public static let corpusLicence = "corpus.licence"
  /// Licence of the character, as its sheet stated it.
  public static let characterLicence = "character.licence"
  /// Licence of the strategy and its weights, as its manifest stated it; several of a stack with `AND` between.
  public static let strategyLicence = "strategy.licence"
}

extension RunArchive {
  /// The run of an id, of a name that was given to it, of `$last` or `$best`, the run of a strategy that was opened
  /// last, or the only run whose id begins so, in this order.
  ///
  /// - Throws: ``RunsError`` when there is none or there are several, and what the archive throws.
  public func find(_ id: String) throws -> RunSummary {
    if let exact = try runs(RunSelection(ids: [id])).first { return exact }
    let named = id == RunTag.last ? try lastOpened(of: nil) : try tags().first { $0.name == id }?.run
    if let chosen = try named ?? lastOpened(of: id), let run = try runs(RunSelection(ids: [chosen])).first {
      return run
    }
    let all = try runIDs()
    let matches = id.isEmpty ? [] : all.filter { $0.hasPrefix(id) }
    guard let only = matches.first, let run = try runs(RunSelection(ids: [only])).first else {
      throw RunsError.unknownRun(id, known: all)
    }
    guard matches.count == 1 else { throw RunsError.ambiguousRun(id, matches: matches) }
    return run
  }

  /// The take of a run that a reference means; of several seeds the lowest, where none is named.
  ///
  /// - Throws: ``RunsError`` when there is none or it failed.
  public func find(_ reference: TakeReference, in run: String) throws -> TakeSummary {
    let all = try takes(of: run)
    let matches = all.filter { reference.matches($0.key) }
    let name =
      "\(reference.recording)/\(reference.participant)" + (reference.seed.map { "@\($0)" } ?? "")
    guard let take = matches.first else {
      throw RunsError.unknownTake(name, run: run, known: all.map(\.key.description))
    }
    if let reason = take.failure { throw RunsError.failedTake(name, run: run, reason: reason) }
    return take
  }
}
