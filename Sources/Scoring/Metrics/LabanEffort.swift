import Motion

/// Laban's four efforts of the upper body, as numbers: descriptions of a manner and no marks.
public struct LabanEffort: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "effort/1"

  /// Weight, time, space, flow.
  public var descriptors: [MetricDescriptor] {
    func score(
      _ name: String, _ title: String, _ unit: String, _ summary: String, _ whereItLies: String
    ) -> MetricDescriptor {
      MetricDescriptor(
        id: "effort.\(name)/1", title: title, unit: unit, direction: .closerToReference, rank: .portrait,
        needs: [.joints],
        parameters: [
          "window samples": Double(EffortWindows.length), "grid Hz": Jerk.aim,
          "share wrist": EffortWindows.shares.wrist, "share elbow": EffortWindows.shares.elbow,
          "share crown": EffortWindows.shares.crown, "most space": EffortWindows.most,
        ],
        summary: summary
          + " Points are wrists, elbows and the crown on one stated skeleton, with the shares listed below; the mean over "
          + "windows of 35 samples near 30 a second.",
        whereItLies: whereItLies
          + " It describes a style and ranks nothing: compare with the character's own value. Of the whole body it knows "
          + "arms and head.",
        source:
          "forms of Laban's efforts on joint motion as Larboulette and Gibet 2015 collect them; points and shares ours"
      )
    }
    return [
      score(
        "weight", "Laban weight", "m²/s²",
        "Largest weighted sum of squared speeds in a window: strong against light.",
        "One jerk of one hand sets a whole window."),
      score(
        "time", "Laban time", "m/s²", "Mean weighted acceleration: sudden against sustained.",
        "Jitter is sudden all the time."),
      score(
        "space", "Laban space", "",
        "Length of the way by net displacement, 1 for a straight line and at most 20: indirect against direct.",
        "Any motion to and fro has 20, a beat gesture as well as a tremor; still points are left out."),
      score(
        "flow", "Laban flow", "m/s³", "Mean weighted jerk: bound against free.",
        "Noise outweighs everything: compare only what comes from one chain of capture."),
    ]
  }

  /// Measures windows. Undefined without arms and head and below one window; space also where nothing moves.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let windows = try EffortWindows(take.track)
      func mean(_ values: [Double]) -> ScoreValue {
        values.isEmpty
          ? .undefined(reason: "nothing moves") : ScoreValue(values.reduce(0, +) / Double(values.count))
      }
      result["effort.weight/1"] = mean(windows.weight)
      result["effort.time/1"] = mean(windows.time)
      result["effort.space/1"] = mean(windows.space)
      result["effort.flow/1"] = mean(windows.flow)
      result["windows"] = .value(Double(windows.weight.count))
    }
  }
}
