import Motion
import Statistics

/// Whether what makes the character wanders in the course of a take, once the conversation is taken out of it.
public struct SignatureDrift: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "drift/1"

  static let significance = 0.05

  /// The largest trend.
  public let descriptors = [
    MetricDescriptor(
      id: "drift.residual/1", title: "Residual drift |z|", unit: "sd", direction: .lower, rank: .headline(6),
      needs: [.reference],
      parameters: [
        "window s": DriftWindows.seconds, "least windows": Double(DriftTrend.leastWindows),
        "ridge": Residuals.ridge, "cusum k": DriftTrend.allowance, "cusum h": DriftTrend.limit,
        "significance": significance,
      ],
      summary:
        "Largest Mann-Kendall |z| over the signature channels (smile and its lean, frown, brows, lids, head, gaze, "
        + "arms) in windows of 2 s, after what speaking, listening, valence and phones explain in the reference is taken "
        + "out, with the reference's own memory from window to window whitened and its own restlessness divided out.",
      whereItLies:
        "The largest of eleven |z| is about 2 in takes that do not drift: nothing is gained below what the character's own "
        + "sessions have, and a pose that is held has less than they. A feeling that the labels do not "
        + "tell of and that comes late looks like drift; one that comes and goes does not, nor does a constant error.",
      source:
        "ours; Mann-Kendall test, Sen's slope, pre-whitening by the lag-one correlation, Holm over channels, "
        + "Page's cumulative sums for the frame"),
    MetricDescriptor(
      id: "drift.channels/1", title: "Drifting channels", direction: .lower, rank: .diagnostic,
      needs: [.reference], parameters: ["significance": significance],
      summary: "Signature channels whose trend is significant after Holm's correction.",
      whereItLies: "Short takes have little power: 0 does not mean that nothing drifts.",
      source: "ours; Holm 1979"),
  ]

  /// Tests every channel. Undefined without a fitted reference, under 8 windows of 2 s, or without its channels.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let reference = take.reference.drift, !reference.channels.isEmpty else {
        throw Undefined("the reference is too small to tell what its signature channels depend on")
      }
      guard let windows = DriftWindows(take), windows.count >= DriftTrend.leastWindows else {
        throw Undefined(
          "the take has fewer than \(DriftTrend.leastWindows) windows of \(DriftWindows.seconds) s")
      }
      var trends: [(name: String, trend: DriftTrend)] = []
      for channel in DriftWindows.channels {
        guard let own = reference.channels[channel.name],
          let trend = DriftTrend(channel.name, windows, own, framesPerSecond: take.framesPerSecond)
        else { continue }
        trends.append((channel.name, trend))
      }
      guard let worst = trends.map({ abs($0.trend.z) }).max(),
        let corrected = try? MultipleComparisons.holm(trends.map(\.trend.p))
      else { throw Undefined("the track has none of the reference's signature channels") }
      var drifting = 0
      for ((name, trend), p) in zip(trends, corrected) {
        result["z \(name)"] = ScoreValue(trend.z)
        result["p \(name)"] = ScoreValue(p)
        result["slope \(name) 1/min"] = ScoreValue(trend.slopePerMinute)
        if let alarm = trend.alarm { result["alarm \(name) frame"] = .value(Double(alarm)) }
        guard p < Self.significance else { continue }
        drifting += 1
        result.findings.append(
          TakeMeasurement.Finding(
            rule: "drift", frame: min(trend.alarm ?? 0, take.track.frameCount - 1), channel: name,
            value: trend.slopePerMinute, limit: nil))
      }
      result.findings.sort { ($0.frame, $0.channel) < ($1.frame, $1.channel) }
      result["windows"] = .value(Double(windows.count))
      result["drift.residual/1"] = ScoreValue(worst)
      result["drift.channels/1"] = .value(Double(drifting))
    }
  }
}
