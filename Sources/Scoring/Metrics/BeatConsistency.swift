import Motion

/// Nearness of slow points of the joints to stressed syllables, for comparison with published figures.
public struct BeatConsistency: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "beats/1"

  static let sigma = 0.3

  /// The published score, and the same seen from the motion.
  public let descriptors = [
    MetricDescriptor(
      id: "beats.consistency/1", title: "Beat consistency", direction: .closerToReference, rank: .diagnostic,
      needs: [.stress, .joints, .reference], parameters: parameters,
      summary: "Mean over joints of the nearness of every stressed syllable to a slow point of the joint.",
      whereItLies: "White noise, jitter and exaggeration raise it, half a second of delay leaves it alone.",
      source: "the form published with EMAGE (Liu et al. 2024), with stressed syllables for onsets"),
    MetricDescriptor(
      id: "beats.precision/1", title: "Beat precision", direction: .closerToReference, rank: .diagnostic,
      needs: [.stress, .joints, .reference], parameters: parameters,
      summary: "The same with slow points and syllables exchanged.",
      whereItLies: "Chance is near the score where syllables follow fast on each other.",
      source: "the form published with EMAGE (Liu et al. 2024), with stressed syllables for onsets"),
  ]

  private static let parameters = [
    "sigma s": sigma, "order frames": Double(MotionBeats.order), "threshold": MotionBeats.threshold,
  ]

  /// Compares beats and syllables. Undefined without syllables or joints that the reference moves.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let (frames, _) = try StressedSyllables.frames(in: take)
      let fps = take.framesPerSecond
      let onsets = frames.sorted().map { Double($0) / fps }
      let known = take.jointBeats
      let joints = known.count
      var consistency = 0.0
      var precision = 0.0
      for joint in known {
        let beats = joint.frames.map { Double($0) / fps }
        consistency += MotionBeats.nearness(from: onsets, to: beats, sigma: Self.sigma)
        precision += MotionBeats.nearness(from: beats, to: onsets, sigma: Self.sigma)
      }
      guard joints > 0 else { throw Undefined("the reference moves none of the track's joints") }
      result["joints"] = .value(Double(joints))
      result["beats.consistency/1"] = ScoreValue(consistency / Double(joints))
      result["beats.precision/1"] = ScoreValue(precision / Double(joints))
    }
  }
}
