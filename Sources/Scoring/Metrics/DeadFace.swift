import Motion

/// Seconds in which the face does not live.
public struct DeadFace: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "dead-face/1"

  static let share = 0.1

  /// The share of dead seconds.
  public let descriptors = [
    MetricDescriptor(
      id: "dead-face.share/1", title: "Dead face", direction: .lower, rank: .headline(8),
      needs: [.reference, .face], parameters: ["share of median": share, "window s": 1],
      summary: "Share of 1 s windows whose mean speed is under a tenth of the reference median.",
      whereItLies: "Noise is never dead; counts all face channels of the reference, driven or not.",
      source: "ours")
  ]

  /// Counts still seconds. Undefined without a face, a second of track or the reference's motion.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let median = take.reference.faceMotion, median > 0 else {
        throw Undefined("the reference has no motion of the face")
      }
      guard take.track.layout.channels.contains(where: { $0.kind == .weight }) else {
        throw Undefined("the track has no face")
      }
      let windows = FaceMotion.windows(take.track, channels: take.reference.faceChannels)
      guard !windows.isEmpty else { throw Undefined("the track is shorter than a second") }
      let dead = windows.filter { $0 < Self.share * median }.count
      result["windows"] = .value(Double(windows.count))
      result["dead-face.share/1"] = ScoreValue(Double(dead) / Double(windows.count))
    }
  }
}
