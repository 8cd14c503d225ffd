import Motion

/// How often the guard of a stack had to correct what the strategies wanted.
public struct GuardInterventions: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "guard-interventions/1"

  /// Share of frames touched.
  public let descriptors = [
    MetricDescriptor(
      id: "guard-interventions.share/1", title: "Guard interventions", direction: .lower, rank: .diagnostic,
      needs: [],
      summary: "Share of frames in which the stack's guard corrected at least one channel.",
      whereItLies:
        "Counts frames, not how far values were moved; a rest pose needs no guard; without a guard it is "
        + "undefined, however far off-model the take is. It tells of the take as the guard made it and doesn't "
        + "move when the track is spoilt afterwards.",
      source: "ours")
  ]

  /// Takes the share from the guard's record. Undefined without guard or frames, and where the record is of another
  /// track.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      guard let record = take.guardRecord else { throw Undefined("no guard in this stack") }
      try take.requireUsableTrack()
      guard record.frames == take.track.frameCount, (0...record.frames).contains(record.framesTouched) else {
        throw Undefined("the guard saw \(record.frames) frames and the track has \(take.track.frameCount)")
      }
      result["guard-interventions.share/1"] = ScoreValue(Double(record.framesTouched) / Double(record.frames))
      for (rule, frames) in record.byRule { result["frames: \(rule)"] = .value(Double(frames)) }
    }
  }
}
