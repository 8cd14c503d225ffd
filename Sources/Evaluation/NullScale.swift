import Motion
import Provenance
public import Runs
public import Scoring

/// What a character's scores are for motion whose quality is known beforehand; see ``Runs/ScoreNulls``.
///
/// Made once at the end of a run and kept with it, from at most ``NullScale/takes`` takes. What depends on the
/// character and the metrics alone (``NullGround``) is kept between runs.
public struct NullScale: Sendable {
  /// Sessions that scales are made of.
  public struct Material: Sendable {
    /// The character's held-out sessions.
    public var heldOut: [TakeEvidence]
    /// Sessions of the decoy that is nearest.
    public var nearest: [TakeEvidence]

    /// Gathers sessions.
    public init(heldOut: [TakeEvidence], nearest: [TakeEvidence]) {
      self.heldOut = heldOut
      self.nearest = nearest
    }
  }

  /// Most takes of a run of which its scale is made: its first ones, one of each recording.
  public static let takes = 4

  private let reference: ScoringReference
  private let metrics: [any Metric]
  private let isInterrupted: @Sendable () -> Bool

  /// Prepares a scale for scores held against a reference.
  ///
  /// - Parameter metrics: those from outside, beside those of the house.
  public init(
    _ reference: ScoringReference, metrics: [any Metric] = [],
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.reference = reference
    self.metrics = metrics
    self.isInterrupted = isInterrupted
  }

  /// What the character's own sessions give, each held against the others. How the character moves
  /// (`ScoringReference.style`) leaves a take's script out by itself.
  public func own(_ sessions: [TakeEvidence]) throws -> [Score] {
    let records = try ownRecords(sessions)
    return records.isEmpty ? [] : try Metrics.reduce(records, reference: reference, and: metrics)
  }

  /// What is measured in them.
  func ownRecords(_ sessions: [TakeEvidence]) throws -> [MeasurementRecord] {
    guard sessions.count > 1 else { return [] }
    var records: [MeasurementRecord] = []
    for left in sessions.indices {
      if isInterrupted() { return [] }
      var others = ScoringReference(
        sessions: sessions.enumerated().filter { $0.offset != left }.map(\.element), limits: reference.limits)
      others.style = reference.style
      records += Metrics.measure(sessions[left].with(reference: others), and: metrics)
    }
    return records
  }

  /// What own sessions and those of the nearest decoy give.
  func ground(_ material: Material) throws -> NullGround {
    let records = try ownRecords(material.heldOut)
    return NullGround(
      own: records.isEmpty ? [] : try Metrics.reduce(records, reference: reference, and: metrics),
      deviations: NullGround.deviations(
        of: try Metrics.takeScores(records), Metrics.descriptors + metrics.flatMap(\.descriptors)),
      nearest: try scores(material.nearest))
  }

  /// What takes give as they are.
  public func scores(_ takes: [TakeEvidence]) throws -> [Score] {
    guard !takes.isEmpty else { return [] }
    var records: [MeasurementRecord] = []
    for take in takes {
      if isInterrupted() { return [] }
      records += Metrics.measure(take.with(reference: reference), and: metrics)
    }
    return try Metrics.reduce(records, reference: reference, and: metrics)
  }

  /// What the mean pose gives under the same recordings.
  public func still(_ takes: [TakeEvidence]) throws -> [Score] {
    try scores(
      takes.map { take in
        take.with(
          track: Corruption.constantPose.apply(to: take.track, reference: reference, seed: .init(0)))
      })
  }

  /// What the tracks give under the recordings of one another.
  public func mismatched(_ takes: [TakeEvidence]) throws -> [Score] {
    guard takes.count > 1 else { return [] }
    return try scores(
      takes.indices.map { index in
        let other = takes[(index + 1) % takes.count].track
        return takes[index].with(track: other.repeated(to: takes[index].track.frameCount))
      })
  }

  /// Puts what is known before a run together with what its takes gave, by score.
  ///
  /// - Parameter metrics: those from outside, beside those of the house.
  public static func joined(
    _ ground: NullGround, mismatched: [Score], still: [Score], metrics: [any Metric] = []
  ) -> [String: ScoreNulls] {
    func value(_ scores: [Score], _ id: String, _ reason: String) -> ScoreValue {
      scores.first { $0.metric == id }?.value ?? .undefined(reason: reason)
    }
    var result: [String: ScoreNulls] = [:]
    for descriptor in Metrics.descriptors + metrics.flatMap(\.descriptors) {
      result[descriptor.id] = ScoreNulls(
        ownReference: value(ground.own, descriptor.id, "the character has fewer than two held-out sessions"),
        ownDeviation: ground.deviations[descriptor.id],
        mismatched: value(mismatched, descriptor.id, "the run has takes of fewer than two recordings"),
        stillPose: value(still, descriptor.id, "the run has no takes"),
        nearestOther: value(ground.nearest, descriptor.id, "the character has no decoys"))
    }
    return result
  }
}

extension Track {
  /// The same track cut or begun again, to a number of frames.
  func repeated(to count: Int) -> Track {
    guard frameCount > 0, frameCount != count else { return self }
    var samples: [Float] = []
    samples.reserveCapacity(count * layout.width)
    while samples.count < count * layout.width {
      samples.append(contentsOf: self.samples.prefix(count * layout.width - samples.count))
    }
    return Track(layout: layout, rate: rate, samples: samples)
  }
}
