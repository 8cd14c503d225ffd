import Catalog
import Conversation
import Dispatch
import Motion
import Provenance
public import Runs
import Scoring
import StrategyHost
import Synchronization

/// Makes the takes of a plan, scores and stores them as they come, and gives the finished runs.
///
/// Recordings are read once for all strategies and let go again, so memory does not grow with a corpus.
/// Which thread makes a take never shows in it: seeds come from the take's key, results go by key.
public struct Batch: Sendable {
  /// How far the work is.
  public struct Status: Sendable {
    /// Takes made or found finished.
    public var done: Int
    /// Takes of the plan.
    public var total: Int
    /// Takes that failed.
    public var failed: Int
    /// Seconds of motion made by now.
    public var seconds: Double
  }

  let plan: EvaluationPlan
  let archive: any RunArchive
  let isInterrupted: @Sendable () -> Bool
  private let heed: @Sendable (_ take: String, _ notes: [String]) -> Void

  /// Prepares the work.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked often, from every thread; true ends the work.
  ///   - heed: told what strategies noted while they made a take, from every thread.
  public init(
    _ plan: EvaluationPlan, archive: any RunArchive,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    heed: @escaping @Sendable (_ take: String, _ notes: [String]) -> Void = { _, _ in }
  ) {
    self.heed = heed
    self.plan = plan
    self.archive = archive
    self.isInterrupted = isInterrupted
    ForeignMetrics.adopt(plan.kept)
  }

  /// Runs every contender, and gives the runs in their order.
  ///
  /// A take that fails is kept as failed and the rest goes on. After an interruption the finished takes
  /// are stored and the same plan takes up where it ended; runs that are whole have their scores.
  ///
  /// - Throws: What the corpus or the archive throws; the finished takes are kept then too.
  public func run(
    _ contenders: [EvaluationPlan.Contender], report: @Sendable (Status) -> Void = { _ in }
  ) throws -> [RunSummary] {
    let keys = try plan.keys()
    let runs = try contenders.map { contender in
      let card = contender.source.card
      return try archive.open(
        try plan.run(
          of: Run.Source(
            id: card.id, version: card.version, parameters: contender.source.settings,
            contentHash: contender.bundleHash.description)))
    }
    for (run, contender) in zip(runs, contenders) {
      var remarks = plan.places
      remarks[RunRemark.strategyLicence] = contender.licence
      try archive.note(remarks, of: run)
    }
    var missing: [[Int]] = keys.map { _ in [] }
    for (index, run) in runs.enumerated() {
      let finished = try archive.finishedTakes(of: run)
      for (position, key) in keys.enumerated() where !finished.contains(key) {
        missing[position].append(index)
      }
    }
    let pending = missing
    let total = keys.count * contenders.count
    let status = Mutex(
      Status(done: total - pending.reduce(0) { $0 + $1.count }, total: total, failed: 0, seconds: 0))
    report(status.withLock { $0 })

    let units = keys.indices.filter { !pending[$0].isEmpty }
    let needs = Set(contenders.flatMap(\.source.card.needs))
    let desk = EvidenceDesk(uses: units.reduce(into: [:]) { $0[keys[$1].recording, default: 0] += 1 })
    try each(units) { position in
      let key = keys[position]
      try desk.with(key.recording) {
        try RecordingEvidence(key.recording, of: plan.corpus, needs: needs)
      } _: { evidence in
        try make(key, with: evidence, by: pending[position].map { (contenders[$0], runs[$0]) }) {
          seconds, failed in
          report(
            status.withLock { status in
              status.done += 1
              status.failed += failed ? 1 : 0
              status.seconds += seconds
              return status
            })
        }
      }
    }
    if isInterrupted() { return try runs.map { try archive.find($0) } }
    for run in runs { try score(run) }
    let beside = try performances()
    var ground: NullGround?
    for (index, run) in runs.enumerated() {
      try scale(run, isChanged: missing.contains { $0.contains(index) }, ground: &ground)
    }
    return try (runs + beside).map { try archive.find($0) }
  }

  /// Scores a run from the measurements of its takes and keeps the scores.
  public func score(_ run: String) throws {
    let scores = try Metrics.reduce(
      try archive.records(of: run), reference: plan.cast.reference, and: plan.metrics)
    if isInterrupted(), !plan.metrics.isEmpty { return }
    try archive.store(scores, of: run)
  }

  /// Measures a track against a recording of the plan.
  ///
  /// - Parameter guarded: what the guard of its stack did, where there is one.
  func measure(
    _ track: Track, key: TakeKey, evidence: RecordingEvidence, guarded: GuardReport? = nil
  ) -> [MeasurementRecord] {
    Metrics.measure(take(track, key: key, evidence: evidence, guarded: guarded), and: plan.metrics)
  }

  /// All that is known of a track as a take of the plan.
  func take(
    _ track: Track, key: TakeKey, evidence: RecordingEvidence, guarded: GuardReport? = nil
  ) -> TakeEvidence {
    TakeEvidence(
      key: key, track: track, happened: evidence.happened, duration: evidence.recording.duration,
      envelope: evidence.envelope(of: key.participant), reference: plan.cast.reference,
      guardRecord: guarded.map { report in
        GuardRecord(
          frames: report.frames, framesTouched: report.framesTouched,
          byRule: Dictionary(uniqueKeysWithValues: report.byRule.map { ($0.key.rawValue, $0.value) }))
      },
      performance: evidence.performances[key.participant].map { $0.resampled(to: plan.rate).track },
      structure: plan.cast.structure)
  }

  private func make(
    _ key: TakeKey, with evidence: RecordingEvidence, by contenders: [(EvaluationPlan.Contender, String)],
    finished: (Double, Bool) -> Void
  ) throws {
    let schedule = plan.given.filter(try plan.arrival.schedule(evidence.recording, for: key.participant))
    let audio = plan.given.materials.contains(.audio) ? evidence.audio : [:]
    let scene = TakeRenderer.Scene(
      recording: evidence.recording, participant: key.participant, schedule: schedule, audio: audio,
      casting: plan.cast.casting, language: plan.corpus.manifest.language)
    let seed = Seed(key.seed).derive(key.recording, key.participant)
    for (contender, run) in contenders {
      if isInterrupted() { return }
      let outcome: Take.Outcome
      do {
        let made = try contender.source.render(
          scene, seed: seed, rate: plan.rate, block: plan.block, shouldStop: isInterrupted)
        if !made.notes.isEmpty { heed("\(run):\(key)", made.notes) }
        outcome = .finished(
          track: made.track, lookahead: made.lookahead,
          records: measure(made.track, key: key, evidence: evidence, guarded: made.guardReport))
      } catch let error as StrategyHostError {
        outcome = .failed(reason: error.description)
      } catch {
        if isInterrupted() { return }
        throw error
      }
      // What a metric was kept from finishing is no finding.
      if isInterrupted(), !plan.metrics.isEmpty { return }
      try archive.store(Take(key: key, outcome: outcome), of: run)
      let failed = if case .failed = outcome { true } else { false }
      finished(evidence.recording.duration.seconds, failed)
    }
  }

  /// Calls `work` for every unit on `jobs` threads; the first error ends the work and is thrown.
  private func each(_ units: [Int], _ work: @Sendable (Int) throws -> Void) throws {
    let next = Atomic(0)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, min(plan.jobs, units.count))) { _ in
      while !isInterrupted(), failure.withLock({ $0 == nil }) {
        let position = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard position < units.count else { return }
        do { try work(units[position]) } catch {
          failure.withLock { if $0 == nil { $0 = error } }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
