import Foundation
import Motion

/// How much, how far, how fast, how smoothly, how strongly and how often in a row the character gestures, beside itself.
public struct Expressivity: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "expressivity/1"

  /// Deviations at which a parameter is cut; they become 1.
  static let cut = 3.0

  /// The six parameters in their usual order.
  public var descriptors: [MetricDescriptor] {
    typealias Measurement = ExpressivityMeasurement
    let texts: [String: (summary: String, lies: String)] = [
      "activity": (
        "Strokes of the wrists, nods and raised brows that begin in own speech, per minute of it.",
        "Noise makes events; what happens in silence is not counted."
      ),
      "extent": (
        "Mean distance of the wrists from where the character rests them, over strokes.",
        "A hand held high all the time is far from its rest in every stroke."
      ),
      "tempo": (
        "Mean of what strokes last less than strokes of the same length of way do in the reference: faster is positive.",
        "The straight line on ln(way) is the reference's own and bends for ways it never goes."
      ),
      "fluidity": (
        "Mean over strokes of -ln(dimensionless jerk) of the wrist's speed: smoother is positive.",
        "Jitter too small to be seen lowers it; a stroke of four samples has hardly any jerk to measure."
      ),
      "power": (
        "Mean over strokes of the 95th percentile of the wrist's acceleration.",
        "Jitter raises it most of all; compare only on one grid of frames."
      ),
      "repetition": (
        "Strokes per gesture unit: strokes of either hand that are less than 0.4 s apart are of one unit.",
        "Both hands moving at once count as two strokes of one unit, repeated or not."
      ),
    ]
    return Measurement.all.map { parameter in
      MetricDescriptor(
        id: "expressivity.\(parameter.name)/1", title: parameter.title, direction: .closerToZero,
        rank: .portrait,
        needs: parameter.name == "activity" ? [.joints, .reference, .speech] : [.joints, .reference],
        parameters: [
          "cut sd": Self.cut, "stroke share": Measurement.threshold, "least s": Measurement.leastSeconds,
          "unit gap s": Measurement.unitGap, "floor \(parameter.unit)": parameter.floor,
          "least strokes": Double(Measurement.leastStrokes), "grid Hz": Jerk.aim,
        ],
        summary: (texts[parameter.name]?.summary ?? "")
          + " As deviation from the character's own sessions in standard deviations between them, cut to ±3 and divided "
          + "by 3: 0 is like the character, ±1 far from it. A stroke is a wrist faster than a quarter of the reference's "
          + "95th percentile for at least 120 ms.",
        whereItLies: (texts[parameter.name]?.lies ?? "")
          + " A description and no mark: nothing says that a difference is worse.",
        source:
          "parameters of gesture expressivity after Hartmann, Mancini and Pelachaud 2006; formulas and scale ours"
      )
    }
  }

  /// Measures strokes. Undefined without arms or a reference of the same grid, each parameter also without its events.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let own = take.reference.expressivity else {
        throw Undefined("the reference has no gestures: fewer than 3 held-out sessions move their wrists")
      }
      let motion = try WristMotion(take.track)
      guard abs(motion.rate - own.rate) <= JerkRatio.sameRate * own.rate else {
        throw Undefined(
          "gestures at \(motion.rate) Hz have no reference, which is at \(own.rate) Hz; resample the track")
      }
      let absent = own.rest.keys.sorted().filter { name in !motion.sides.contains { $0.name == name } }
      guard absent.isEmpty else {
        throw Undefined(
          "the take does not move the \(absent.joined(separator: " and ")) arm, the reference does")
      }
      let strokes = ExpressivityMeasurement.strokes(motion, own).flatMap { $0 }
      let values = ExpressivityMeasurement.parameters(take, motion, strokes, own)
      let shortness = motion.seconds > 0 ? max(1, (own.seconds / motion.seconds).squareRoot()) : 1
      for parameter in ExpressivityMeasurement.all {
        let value = values[parameter.name] ?? .undefined(reason: "it was not measured")
        result[parameter.name] = value
        result["expressivity.\(parameter.name)/1"] = ScoreValue { () throws(Undefined) in
          guard let number = value.number else { throw Undefined(value.reason ?? "it has no value") }
          guard let habit = own.parameters[parameter.name], habit.n > 0 else {
            throw Undefined("fewer than 3 held-out sessions show \(parameter.title)")
          }
          let deviation =
            max(habit.deviation, parameter.floor) * (1 + 1 / Double(habit.n)).squareRoot() * shortness
          return ((number - habit.mean) / deviation).clamped(to: -Self.cut...Self.cut) / Self.cut
        }
      }
      result["strokes"] = .value(Double(strokes.count))
    }
  }
}
