import Conversation
import Motion

/// Whether a gesture comes where the script asks for one.
public struct SemanticStrokes: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "semantic-strokes/1"

  /// Distance from a moment to the apex of a stroke, in seconds.
  static let reach = 0.5
  /// Shifts of the null.
  static let shifts = 100

  /// The recall over chance.
  public let descriptors = [
    MetricDescriptor(
      id: "semantic-strokes.recall/1", title: "Semantic stroke recall", direction: .higher, rank: .diagnostic,
      needs: [.joints, .reference],
      parameters: [
        "reach s": reach, "shifts": Double(shifts), "stroke share": ExpressivityMeasurement.threshold,
        "least s": ExpressivityMeasurement.leastSeconds,
      ],
      summary:
        "Share of the performer's stage directions with a stroke of a wrist whose fastest moment is within half a second "
        + "of them, less the mean of the same for strokes shifted around the take.",
      whereItLies:
        "Any stroke will do, whatever its shape: a shrug for a wave counts. Hands that never rest answer all directions, and "
        + "so do their shifts: they have 0. A take holds few directions.",
      source: "ours, as complement to the recall published with BEAT; null by circular shifts")
  ]

  /// Looks for strokes. Undefined without stage directions, arms, or a reference that gestures.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let cues = take.happened.cues.filter { $0.cue == .stage && $0.participant == take.participant }
      guard !cues.isEmpty else { throw Undefined("\(take.participant) has no stage directions") }
      guard let own = take.reference.expressivity else {
        throw Undefined("the reference has no gestures: fewer than 3 held-out sessions move their wrists")
      }
      let motion = try WristMotion(take.track)
      let spans = cues.map { cue in
        let first = take.frame(at: cue.start)
        return (first: first, last: max(first, take.frame(at: cue.end)))
      }.filter { $0.last >= 0 && $0.first < take.track.frameCount }
      guard !spans.isEmpty else { throw Undefined("no stage direction falls into the take") }
      let apexes = Self.apexes(motion, own)
      let reach = EventWindows.radius(seconds: Self.reach, framesPerSecond: take.framesPerSecond)
      func recall(_ shift: Int) -> Double {
        let moved = apexes.map { ($0 + shift) % take.track.frameCount }
        let hits = spans.count { span in
          moved.contains { $0 >= span.first - reach && $0 <= span.last + reach }
        }
        return Double(hits) / Double(spans.count)
      }
      var null = 0.0
      for k in 1...Self.shifts {
        null += recall(Int(Double(take.track.frameCount) * Double(k) / Double(Self.shifts + 1)))
      }
      null /= Double(Self.shifts)
      let share = recall(0)
      result["directions"] = .value(Double(spans.count))
      result["strokes"] = .value(Double(apexes.count))
      result["recall as is"] = .value(share)
      result["recall null"] = .value(null)
      result["semantic-strokes.recall/1"] = ScoreValue(share - null)
    }
  }

  /// Frames at which the strokes are fastest.
  private static func apexes(_ motion: WristMotion, _ own: ScoringReference.Expressivity) -> [Int] {
    let sides = motion.sides.filter { own.rest[$0.name] != nil }
    return zip(sides, ExpressivityMeasurement.strokes(motion, own)).flatMap { side, strokes in
      let speed = WristMotion.speed(side.path, rate: motion.rate)
      return strokes.compactMap { stroke in
        stroke.samples.max { speed[$0] < speed[$1] }.map { $0 * motion.step }
      }
    }
  }
}
