import Motion

/// Whether a track stays within what the rig can and may do: the gate before all other scores.
public struct RigValidity: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "rig-validity/1"

  /// Faults listed with their place; all are counted.
  public static let listed = 32

  /// Gate and share of faulty frames.
  public let descriptors = [
    MetricDescriptor(
      id: "rig-validity.gate/1", title: "Rig validity", direction: .higher, rank: .headline(1),
      reduction: .minimum, needs: [.limits], parameters: RigRule.parameters,
      summary: "1 when no frame breaks a rule of the rig, else 0. A run is as valid as its worst take.",
      whereItLies: "A rest pose is valid; checks only the limits that the character states.",
      source: "ours"),
    MetricDescriptor(
      id: "rig-validity.frames/1", title: "Frames at fault", direction: .lower, rank: .diagnostic,
      needs: [.limits], parameters: RigRule.parameters, summary: "Share of frames that break a rule.",
      whereItLies: "One bad channel in every frame looks as bad as all.", source: "ours"),
  ]

  /// Counts the faults of every rule and lists the first of them. Undefined without frames.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      guard take.track.frameCount > 0 else { throw Undefined("the track has no frames") }
      var inspection = RigInspection(track: take.track, limits: take.reference.limits)
      inspection.run(skippingFinite: take.firstUnusableSample == nil)
      for rule in RigRule.allCases where rule != .never || !take.reference.limits.never.isEmpty {
        result[rule.rawValue] = .value(Double(inspection.counts[rule] ?? 0))
      }
      result["clamped"] = .value(Double(inspection.clamped))
      let faulty = inspection.faultyFrames.reduce(0) { $0 + ($1 ? 1 : 0) }
      result["rig-validity.frames/1"] = ScoreValue(Double(faulty) / Double(take.track.frameCount))
      let isValid = inspection.counts.values.allSatisfy { $0 == 0 }
      result["rig-validity.gate/1"] = .value(isValid ? 1 : 0)
      result.findings = Array(inspection.findings.sorted { $0.frame < $1.frame }.prefix(Self.listed))
    }
  }
}
