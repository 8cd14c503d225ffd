public import Motion
import Provenance
public import Scoring
import Synchronization

/// Runs kept in memory: for tests, dry runs and as the archive's plainest definition.
public final class MemoryArchive: RunArchive {
  private struct Kept {
    var run: Run
    var takes: [TakeKey: Take] = [:]
    var scores: [Score] = []
    var remarks: [String: String] = [:]
  }

  private struct State {
    var order: [String] = []
    var runs: [String: Kept] = [:]
    var opened = 0
    var tags: [String: String] = [:]
  }

  private let state = Mutex(State())

  /// Makes an empty archive.
  public init() {}

  /// Opens a run, or takes up one that is there.
  public func open(_ run: Run) throws -> String {
    let id = try run.id()
    try state.withLock { state in
      if let kept = state.runs[id] {
        guard kept.run == run else { throw RunsError.sameID(id) }
      } else {
        state.order.append(id)
        state.runs[id] = Kept(run: run)
      }
      state.opened += 1
      state.runs[id]?.remarks[RunRemark.opened] = String(state.opened)
    }
    return id
  }

  private func change(_ run: String, _ work: (inout Kept) -> Void) throws {
    try state.withLock { state in
      guard var kept = state.runs.removeValue(forKey: run) else {
        throw RunsError.unknownRun(run, known: state.order)
      }
      work(&kept)
      state.runs[run] = kept
    }
  }

  /// Keeps remarks on a run.
  public func note(_ remarks: [String: String], of run: String) throws {
    try change(run) { $0.remarks.merge(remarks) { $1 } }
  }

  /// The remarks on a run.
  public func remarks(of run: String) throws -> [String: String] {
    state.withLock { $0.runs[run]?.remarks ?? [:] }
  }

  /// Keys of finished takes.
  public func finishedTakes(of run: String) throws -> Set<TakeKey> {
    state.withLock { state in
      Set(
        (state.runs[run]?.takes.values ?? [:].values).compactMap { take in
          if case .finished = take.outcome { take.key } else { nil }
        })
    }
  }

  /// Keeps a take.
  public func store(_ take: Take, of run: String) throws {
    try change(run) { $0.takes[take.key] = take }
  }

  /// Keeps scores.
  public func store(_ scores: [Score], of run: String) throws {
    try change(run) { $0.scores = scores }
  }

  /// The runs that are asked for, oldest first.
  public func runs(_ selection: RunSelection) throws -> [RunSummary] {
    let chosen: [RunSummary] = state.withLock { state in
      state.order.compactMap { id in
        guard let kept = state.runs[id], selection.ids?.contains(id) ?? true,
          selection.strategy.map({ $0 == kept.run.source.id }) ?? true
        else { return nil }
        let failed = kept.takes.values.count { if case .failed = $0.outcome { true } else { false } }
        return RunSummary(
          id: id, run: kept.run, takes: kept.takes.count - failed, failed: failed, scores: kept.scores,
          toolVersion: ToolVersion.current)
      }
    }
    return selection.newest.map { Array(chosen.suffix(max(0, $0))) } ?? chosen
  }

  /// How many runs there are.
  public func runCount() throws -> Int { state.withLock { $0.order.count } }

  /// Ids of every run, oldest first.
  public func runIDs() throws -> [String] { state.withLock { $0.order } }

  /// Id of the run that was opened last.
  public func lastOpened(of strategy: String?) throws -> String? {
    state.withLock { state in
      state.order.filter { id in strategy.map { state.runs[id]?.run.source.id == $0 } ?? true }
        .max { opened($0, state) < opened($1, state) }
    }
  }

  private func opened(_ id: String, _ state: borrowing State) -> Int {
    state.runs[id]?.remarks[RunRemark.opened].flatMap { Int($0) } ?? 0
  }

  /// Gives a run a name, or takes it away.
  public func name(_ name: String, run: String?) throws {
    try state.withLock { state in
      if let run, state.runs[run] == nil { throw RunsError.unknownRun(run, known: state.order) }
      if run != nil,
        state.runs[name] != nil || state.runs.values.contains(where: { $0.run.source.id == name })
      {
        throw RunsError.takenName(name)
      }
      if run == nil, state.tags[name] == nil {
        throw RunsError.unknownTag(name, known: state.tags.keys.sorted())
      }
      state.tags[name] = run
    }
  }

  /// The names of runs.
  public func tags() throws -> [RunTag] {
    state.withLock { $0.tags.map { RunTag(name: $0.key, run: $0.value) } }.sorted { $0.name < $1.name }
  }

  /// Takes in order of key.
  public func takes(of run: String) throws -> [TakeSummary] {
    let takes = state.withLock { $0.runs[run]?.takes.values.sorted { $0.key < $1.key } ?? [] }
    return takes.map { take in
      switch take.outcome {
      case .finished(let track, let lookahead, _):
        TakeSummary(
          key: take.key, frames: track.frameCount, lookahead: lookahead,
          trackHash: ContentHash(of: track.littleEndianBytes).description, failure: nil)
      case .failed(let reason):
        TakeSummary(key: take.key, frames: 0, lookahead: 0, trackHash: "", failure: reason)
      }
    }
  }

  /// Measurements in order of metric and key.
  public func records(of run: String) throws -> [MeasurementRecord] {
    let takes = state.withLock { Array(($0.runs[run]?.takes ?? [:]).values) }
    return try MeasurementRecord.union(
      takes.map { if case .finished(_, _, let records) = $0.outcome { records } else { [] } })
  }

  /// The track of a finished take.
  public func track(of key: TakeKey, in run: String) throws -> Track {
    let take = state.withLock { $0.runs[run]?.takes[key] }
    guard case .finished(let track, _, _) = take?.outcome else {
      throw RunsError.unknownTake(key.description, run: run, known: [])
    }
    return track
  }
}
