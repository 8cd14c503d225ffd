import Motion

/// How fast feet glide over the floor that they stand on.
public struct FootSlide: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "foot-slide/1"

  /// Height of an ankle above its place at rest under which the foot is down, in metres.
  static let height = 0.025
  /// Least time on the ground in seconds, both feet together.
  static let leastContact = 1.0

  private static let parameters = [
    "height m": height, "least contact s": leastContact, "grid Hz": Jerk.aim,
    "thigh m": Double(AnklePath.thigh), "shin m": Double(AnklePath.shin),
    "hip aside m": Double(AnklePath.aside), "hip below m": Double(AnklePath.below),
  ]
  private static let legs =
    "Legs are those of the character's rig where it is at hand, else of one stated skeleton: on a body with other legs a "
    + "planted foot seems to glide. "
  private static let source = "ours; horizontal speed of feet near the ground, as usual for recorded motion"

  /// By the take's own contact, and by the performer's.
  public let descriptors = [
    MetricDescriptor(
      id: "foot-slide.speed/1", title: "Foot slide", unit: "m/s", direction: .lower, rank: .diagnostic,
      needs: [.joints], parameters: parameters,
      summary:
        "Mean horizontal speed of the ankles while they are less than 2.5 cm above their place at rest.",
      whereItLies: legs
        + "A foot that hovers higher is not counted, a foot that is swung low is; hips and legs whose channels never change "
        + "have 0, and a track without leg channels has no value.",
      source: source),
    MetricDescriptor(
      id: "foot-slide.recorded/1", title: "Foot slide at recorded contact", unit: "m/s", direction: .lower,
      rank: .diagnostic, needs: [.joints, .performance], parameters: parameters,
      summary:
        "The same over the moments in which the performer's foot is down as well, in the recorded performance.",
      whereItLies: legs + "A step that the performer did not make counts only where it is low.",
      source: source),
  ]

  /// Measures both feet. Undefined without legs, and with less than a second of contact.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let step = Jerk.step(take.track.rate)
      let rate = Jerk.gridRate(take.track.rate)
      let feet = [true, false].compactMap {
        AnklePath(take.track, isLeft: $0, rig: take.rig, every: step)?.places
      }
      guard !feet.isEmpty else { throw Undefined("the track moves no leg") }
      guard feet.allSatisfy({ $0.allSatisfy { ($0 * $0).sum().isFinite } }) else {
        throw Undefined("the legs' joints hold numbers that are no rotations")
      }
      result["feet"] = .value(Double(feet.count))
      result["foot-slide.speed/1"] = ScoreValue { () throws(Undefined) in
        try Self.slide(feet, rate) { foot, sample in feet[foot][sample].y < Self.height }
      }
      result["foot-slide.recorded/1"] = ScoreValue { () throws(Undefined) in
        let recorded = try RecordedMotion(of: take).track
        let others = [true, false].compactMap {
          AnklePath(recorded, isLeft: $0, rig: take.rig, every: step)?.places
        }
        guard others.count == feet.count else {
          throw Undefined("the recorded performance does not move the take's legs")
        }
        return try Self.slide(feet, rate) { foot, sample in
          others[foot].indices.contains(sample) && others[foot][sample].y < Self.height
            && feet[foot][sample].y < Self.height
        }
      }
    }
  }

  /// Mean horizontal speed over steps at both ends of which a foot is down.
  private static func slide(
    _ feet: [[SIMD3<Double>]], _ rate: Double, isDown: (_ foot: Int, _ sample: Int) -> Bool
  ) throws(Undefined) -> Double {
    var sum = 0.0
    var steps = 0
    for foot in feet.indices {
      for sample in feet[foot].indices.dropFirst() where isDown(foot, sample - 1) && isDown(foot, sample) {
        let way = feet[foot][sample] - feet[foot][sample - 1]
        sum += (way.x * way.x + way.z * way.z).squareRoot() * rate
        steps += 1
      }
    }
    guard Double(steps) >= leastContact * rate else {
      throw Undefined("the feet are on the ground for less than \(leastContact) s")
    }
    return sum / Double(steps)
  }
}
