import Motion

/// The times between blinks: how long, and whether they scatter as those of people do.
public struct BlinkIntervals: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "blink-intervals/1"

  /// Normality of the logarithm, and the middle.
  public let descriptors = [
    MetricDescriptor(
      id: "blink-intervals.log-normality/1", title: "Blink intervals, A²", direction: .lower,
      rank: .diagnostic,
      needs: [.face],
      parameters: [
        "on": Blinks.on, "off": Blinks.off, "least intervals": Double(LogNormality.least),
        "critical 5 %": LogNormality.critical,
      ],
      summary:
        "Anderson and Darling's A² of the logarithm of times between the starts of blinks, against the normal "
        + "distribution of the same mean and deviation, with the usual factor for both being estimated. Log-normal "
        + "intervals exceed 0.752 once in twenty takes, whatever their number.",
      whereItLies:
        "Grows with the number of intervals where they are not log-normal, and has little power under twenty: a low value "
        + "is no proof. Whole frames make ties, which raise it in long takes. Says nothing about when blinks fall or how "
        + "many there are; a clockwork of equal intervals has no value at all.",
      source:
        "Anderson and Darling 1954, factor and limit after D'Agostino and Stephens 1986; log-normal intervals after Bentivoglio et al. 1997"
    ),
    MetricDescriptor(
      id: "blink-intervals.median/1", title: "Blink interval", unit: "s", direction: .closerToReference,
      rank: .diagnostic, needs: [.face], parameters: ["on": Blinks.on, "off": Blinks.off],
      summary: "Median time from the start of a blink to the start of the next.",
      whereItLies: "Two blinks in a row pull it down; says nothing about how the intervals scatter.",
      source: "ours; blinks by hysteresis of 0.5 and 0.3"),
  ]

  /// Measures intervals. Undefined without lids, with fewer than 2 blinks, and the shape with fewer than 9.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let curve = Blinks.curve(of: take.track) else {
        throw Undefined("the track has no weight channel eyeBlinkLeft or eyeBlinkRight")
      }
      let starts = Blinks.events(curve).map(\.lowerBound)
      let intervals = zip(starts.dropFirst(), starts).map { Double($0 - $1) / take.framesPerSecond }
      guard !intervals.isEmpty else { throw Undefined("there are fewer than 2 blinks") }
      let sorted = intervals.sorted()
      let middle = sorted.count / 2
      result["intervals"] = .value(Double(intervals.count))
      result["blink-intervals.median/1"] = ScoreValue(
        sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2)
      result["blink-intervals.log-normality/1"] = ScoreValue { () throws(Undefined) in
        try LogNormality.andersonDarling(intervals)
      }
    }
  }
}
