import Foundation
import Motion
import Provenance
import Runs
public import Scoring

extension Batch {
  /// The finished takes of a run as evidence, in order of key.
  ///
  /// - Throws: what corpus or archive throw.
  public func takes(of run: String) throws -> [TakeEvidence] {
    try evidence(of: try archive.takes(of: run).filter { $0.failure == nil }.map(\.key), in: run)
  }

  /// Makes the takes of one contender and nothing else, and gives the run; takes that are there already are kept.
  ///
  /// - Throws: what the corpus or the archive throws.
  public func make(_ contender: EvaluationPlan.Contender) throws -> String {
    var bare = plan
    bare.cast.nulls = nil
    return try Batch(bare, archive: archive, isInterrupted: isInterrupted).run([contender])[0].id
  }

  /// Makes the run of the corpus' recorded performances and nothing else; `nil` where it has none.
  ///
  /// - Throws: what the corpus or the archive throws.
  public func natural() throws -> String? { try performances().first }

  private func evidence(of keys: [TakeKey], in run: String) throws -> [TakeEvidence] {
    try keys.map { key in
      take(
        try archive.track(of: key, in: run), key: key,
        evidence: try RecordingEvidence(key.recording, of: plan.corpus))
    }
  }

  /// Keeps with a run what known motion scores on its ground.
  ///
  /// - Parameters:
  ///   - isChanged: whether it got takes since the scale was made; one that is there is kept otherwise.
  ///   - ground: what depends on character and metrics alone, once it is known.
  func scale(_ run: String, isChanged: Bool, ground: inout NullGround?) throws {
    guard let source = plan.cast.nulls, !plan.cast.reference.curves.isEmpty else { return }
    let remarks = try archive.remarks(of: run)
    guard isChanged || remarks[RunRemark.nulls] == nil else { return }
    var keys: [TakeKey] = []
    for take in try archive.takes(of: run) where take.failure == nil {
      if keys.count < NullScale.takes, keys.last?.recording != take.key.recording { keys.append(take.key) }
    }
    let takes = try evidence(of: keys, in: run)
    let scale = NullScale(plan.cast.reference, metrics: plan.metrics, isInterrupted: isInterrupted)
    let known: NullGround
    if let ground {
      known = ground
    } else {
      let own = try archive.find(run).run
      // What metrics from outside gave may be a fault of the hour.
      known = try source.ground(
        scale, reference: own.referenceHash, metrics: own.metricsHash,
        isInterrupted: { isInterrupted() || !plan.metrics.isEmpty })
      ground = known
    }
    let nulls = NullScale.joined(
      known, mismatched: try scale.mismatched(takes), still: try scale.still(takes), metrics: plan.metrics)
    guard !isInterrupted() else { return }
    let text = String(decoding: try CanonicalJSON.encode(nulls), as: UTF8.self)
    try archive.note([RunRemark.nulls: text], of: run)
  }
}
