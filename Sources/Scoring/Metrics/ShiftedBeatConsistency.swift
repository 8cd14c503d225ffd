import Motion

/// Beat consistency of both directions, less what the same beats reach at any other time.
public struct ShiftedBeatConsistency: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "ba-star/1"

  static let sigma = 0.1
  static let shifts = 20

  /// The corrected score.
  public let descriptors = [
    MetricDescriptor(
      id: "ba-star.corrected/1", title: "Beat F1 over chance", direction: .higher, rank: .diagnostic,
      needs: [.stress, .joints, .reference],
      parameters: [
        "sigma s": sigma, "shifts": Double(shifts), "order frames": Double(MotionBeats.order),
        "threshold": MotionBeats.threshold,
      ],
      summary:
        "Mean over joints of (F1 - null)/(1 - null): F1 balances nearness of stressed syllables to slow points "
        + "with the reverse, null is its mean over circular shifts of the slow points.",
      whereItLies:
        "Separates a well-timed take from a shifted one only weakly, and rewards smoothing and small motion.",
      source: "ours, on beat consistency as published with EMAGE (Liu et al. 2024)")
  ]

  /// Compares beats with their shifts. Undefined without syllables or joints that the reference moves.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let (frames, _) = try StressedSyllables.frames(in: take)
      let fps = take.framesPerSecond
      let onsets = frames.map { Double($0) / fps }
      let known = take.jointBeats.sorted { $0.name < $1.name }
      guard !known.isEmpty else { throw Undefined("the reference moves none of the track's joints") }
      var sum = 0.0
      var score = 0.0
      var null = 0.0
      for joint in known {
        let beats = joint.frames.map { Double($0) / fps }
        let found = ShiftedBeats(
          onsets: onsets, beats: beats, sigma: Self.sigma, duration: Double(take.track.frameCount) / fps,
          shifts: Self.shifts)
        guard let corrected = found.corrected else { throw Undefined("every shift of the beats is perfect") }
        sum += corrected
        score += found.score
        null += found.nullMean
      }
      let joints = Double(known.count)
      result["joints"] = .value(joints)
      result["f1"] = ScoreValue(score / joints)
      result["f1 null"] = ScoreValue(null / joints)
      result["ba-star.corrected/1"] = ScoreValue(sum / joints)
    }
  }
}
