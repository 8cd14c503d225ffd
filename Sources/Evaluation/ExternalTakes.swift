import Catalog
import Foundation
public import Motion
public import Provenance
public import Runs
public import Scoring

/// Takes made elsewhere, scored like any strategy's: the run `external:NAME`.
public struct ExternalTakes: Sendable {
  /// A track for one take of the plan, and the bytes it was read from.
  public struct Imported: Sendable {
    /// Recording and participant.
    public var recording: String
    /// Who performs.
    public var participant: String
    /// The motion at the plan's rate.
    public var track: Track
    /// Hash of the file.
    public var contentHash: ContentHash

    /// Makes an imported take.
    public init(recording: String, participant: String, track: Track, contentHash: ContentHash) {
      self.recording = recording
      self.participant = participant
      self.track = track
      self.contentHash = contentHash
    }
  }

  private let plan: EvaluationPlan
  private let archive: any RunArchive

  /// Prepares an import into an archive.
  public init(_ plan: EvaluationPlan, archive: any RunArchive) {
    self.plan = plan
    self.archive = archive
  }

  /// Takes of the plan, for which files are expected.
  ///
  /// - Throws: `CatalogError` when the corpus does not hold a recording of the plan.
  public func expected() throws -> [TakeKey] { try plan.keys() }

  /// Stores and scores takes as the run `external:NAME`, with what known motion scores on its ground; takes for which
  /// there is no usable file are kept as failed, with the reason.
  public func store(_ takes: [Imported], failures: [TakeKey: String], name: String) throws -> RunSummary {
    var hasher = ContentHasher()
    let sorted = takes.sorted { ($0.recording, $0.participant) < ($1.recording, $1.participant) }
    for take in sorted {
      hasher.update(label: "\(take.recording)/\(take.participant)", Data(take.contentHash.description.utf8))
    }
    let source = Run.Source(
      id: "external:\(name)", version: "", parameters: [:], contentHash: hasher.finish().description)
    let run = try archive.open(try plan.run(of: source))
    try archive.note(plan.places, of: run)
    let evaluation = Batch(plan, archive: archive)
    for take in sorted {
      let key = TakeKey(recording: take.recording, participant: take.participant, seed: plan.seeds.first ?? 0)
      let evidence = try RecordingEvidence(take.recording, of: plan.corpus)
      let records = evaluation.measure(take.track, key: key, evidence: evidence)
      try archive.store(
        Take(key: key, outcome: .finished(track: take.track, lookahead: 0, records: records)), of: run)
    }
    for (key, reason) in failures.sorted(by: { $0.key < $1.key }) {
      try archive.store(Take(key: key, outcome: .failed(reason: reason)), of: run)
    }
    try evaluation.score(run)
    var ground: NullGround?
    try evaluation.scale(run, isChanged: true, ground: &ground)
    return try archive.find(run)
  }
}
