import Motion

/// Whether the body keeps time with stressed syllables, against every shift of itself.
public struct SpeechMotionCoupling: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "coupling/1"

  static let smoothing = 0.1
  static let largestLag = 0.5
  static let leastLength = 4.0

  /// z, lag error and r.
  public var descriptors: [MetricDescriptor] {
    let parameters = ["smoothing s": Self.smoothing, "largest lag s": Self.largestLag, "step frames": 5]
    return [
      MetricDescriptor(
        id: "coupling.z/1", title: "Speech-motion coupling z", direction: .higher, rank: .headline(3),
        needs: [.stress, .joints], parameters: parameters,
        summary: "Correlation of stressed syllables with summed joint speed at the character's lag, in "
          + "standard deviations above all circular shifts.",
        whereItLies: "Blind to jitter, to amplitude and to identity; grows with the length of a take.",
        source: "ours; null by circular shifts"),
      MetricDescriptor(
        id: "coupling.lag/1", title: "Coupling lag error", unit: "ms", direction: .lower, rank: .headline(3),
        needs: [.stress, .joints], parameters: parameters,
        summary: "Distance of the best lag from the character's reference lag.",
        whereItLies: "Means little where z is low: the best of many bad lags.",
        source: "ours; null by circular shifts"),
      MetricDescriptor(
        id: "coupling.r/1", title: "Speech-motion coupling r", direction: .higher, rank: .diagnostic,
        needs: [.stress, .joints], parameters: parameters,
        summary: "The correlation itself, at the character's lag.",
        whereItLies: "Moving while speaking and resting while silent is enough for a part of it.",
        source: "ours; null by circular shifts"),
    ]
  }

  /// Correlates syllables and joint speed. Undefined under 4 s, without syllables or joints; 0 when still.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let fps = take.framesPerSecond
      let count = take.track.frameCount
      guard Double(count) >= Self.leastLength * fps else {
        throw Undefined("the take is shorter than \(Self.leastLength) s")
      }
      guard !JointSpeed.channels(of: take.track.layout).isEmpty else {
        throw Undefined("the track moves no joint but eyes and jaw")
      }
      let (moments, origin) = try StressedSyllables.frames(in: take)
      var events = [Double](repeating: 0, count: count)
      for moment in moments where events.indices.contains(moment) { events[moment] += 1 }
      guard events.contains(where: { $0 > 0 }) else {
        throw Undefined("no stressed syllable falls into the track")
      }
      result["events"] = .value(events.reduce(0, +))
      result["event origin"] = .value(origin.rawValue)
      let lag = Int(((take.reference.couplingLag ?? 0) * fps + 0.5).rounded(.down))
      let speed = JointSpeed.summed(take.track)
      guard
        let coupling = EventCoupling(
          events: GaussianSmoothing.smooth(events, deviation: Self.smoothing * fps),
          motion: GaussianSmoothing.smooth(speed, deviation: Self.smoothing * fps), framesPerSecond: fps,
          lag: lag, largestLag: Int((Self.largestLag * fps + 0.5).rounded(.down)))
      else {
        // Defined by rule: motion that does not vary is coupled to nothing.
        result["coupling.z/1"] = .value(0)
        result["coupling.r/1"] = .value(0)
        result["coupling.lag/1"] = .undefined(reason: "the joints' speed does not vary")
        return
      }
      result["coupling.z/1"] = ScoreValue(coupling.z)
      result["coupling.r/1"] = ScoreValue(coupling.r)
      result["coupling.lag/1"] = ScoreValue(Double(abs(coupling.bestLag - lag)) * 1000 / fps)
      result["best lag ms"] = ScoreValue(Double(coupling.bestLag) * 1000 / fps)
      result["null mean"] = ScoreValue(coupling.nullMean)
      result["null deviation"] = ScoreValue(coupling.nullDeviation)
    }
  }
}
