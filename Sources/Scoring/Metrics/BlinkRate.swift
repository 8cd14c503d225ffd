import Motion

/// How often the character blinks, beside how often it does.
public struct BlinkRate: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "blinks/1"

  static let leastLength = 5.0

  /// Deviation, rate and duration.
  public let descriptors = [
    MetricDescriptor(
      id: "blinks.deviation/1", title: "Blink deviation", unit: "1/min", direction: .lower, rank: .diagnostic,
      needs: [.reference, .face], parameters: ["on": Blinks.on, "off": Blinks.off],
      summary: "Distance of the blink rate from the character's own.",
      whereItLies: "Short takes hold few blinks; says nothing about their form or place.",
      source: "ours; blinks by hysteresis of 0.5 and 0.3"),
    MetricDescriptor(
      id: "blinks.rate/1", title: "Blink rate", unit: "1/min", direction: .closerToReference,
      rank: .diagnostic, needs: [.face], parameters: ["on": Blinks.on, "off": Blinks.off],
      summary: "Blinks per minute, begun at a mean weight of 0.5 and ended under 0.3.",
      whereItLies: "Lids that droop under 0.5 are no blink; noise around 0.5 is many.",
      source: "ours; blinks by hysteresis of 0.5 and 0.3"),
    MetricDescriptor(
      id: "blinks.duration/1", title: "Blink duration", unit: "ms", direction: .closerToReference,
      rank: .diagnostic, needs: [.face], parameters: ["on": Blinks.on, "off": Blinks.off],
      summary: "Mean length of a blink.", whereItLies: "Quantised to frames.",
      source: "ours; blinks by hysteresis of 0.5 and 0.3"),
  ]

  /// Counts blinks. Undefined without lids or under 5 s; the deviation also without a reference rate.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let curve = Blinks.curve(of: take.track) else {
        throw Undefined("the track has no weight channel eyeBlinkLeft or eyeBlinkRight")
      }
      let seconds = Double(curve.count) / take.framesPerSecond
      guard seconds >= Self.leastLength else {
        throw Undefined("the take is shorter than \(Self.leastLength) s")
      }
      let events = Blinks.events(curve)
      let rate = Double(events.count) * 60 / seconds
      result["blinks"] = .value(Double(events.count))
      result["blinks.rate/1"] = ScoreValue(rate)
      result["blinks.deviation/1"] = ScoreValue { () throws(Undefined) in
        guard let own = take.reference.blinkRate else { throw Undefined("the reference has no blink rate") }
        return abs(rate - own)
      }
      result["blinks.duration/1"] = ScoreValue { () throws(Undefined) in
        guard !events.isEmpty else { throw Undefined("there is no blink") }
        let frames = events.reduce(0) { $0 + $1.count }
        return Double(frames) * 1000 / take.framesPerSecond / Double(events.count)
      }
    }
  }
}
