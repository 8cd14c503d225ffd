import Foundation
import Motion

/// Smoothness beside the character's own.
public struct JerkRatio: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "jerk/1"

  static let cut = log(1000.0)
  /// Grid rates count as equal within this share.
  static let sameRate = 0.01

  /// The ratio.
  public let descriptors = [
    MetricDescriptor(
      id: "jerk.ratio/1", title: "Jerk ratio", unit: "ln", direction: .closerToZero, rank: .headline(8),
      needs: [.reference], parameters: ["cut": cut, "grid Hz": Jerk.aim],
      summary: "Mean over channels of ln(mean |third difference| / reference): positive for jitter and "
        + "stutter, negative for over-smoothing and death.",
      whereItLies: "0.002 of noise moves a real capture by +0.9: track and reference must share their chain.",
      source: "ours, on mean jerk as in the GENEA evaluations")
  ]

  /// Compares jerk channel by channel. Undefined without a reference of the same grid rate.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let rate = take.reference.jerkRate else { throw Undefined("the reference has no jerk") }
      let own = Jerk.gridRate(take.track.rate)
      guard abs(own - rate) <= Self.sameRate * rate else {
        throw Undefined("jerk at \(own) Hz has no reference, which is at \(rate) Hz; resample the track")
      }
      guard let jerks = Jerk.perChannel(take.track) else {
        throw Undefined("the track is shorter than 4 frames of \(Jerk.aim) Hz")
      }
      var sum = 0.0
      var channels = 0
      for (index, channel) in take.track.layout.channels.enumerated() {
        guard let reference = take.reference.curves[channel.name]?.jerk, reference > 0 else { continue }
        let ratio = jerks[index] > 0 ? log(jerks[index] / reference) : -Self.cut
        sum += min(Self.cut, max(-Self.cut, ratio))
        channels += 1
      }
      guard channels > 0 else { throw Undefined("the reference moves none of the track's channels") }
      result["channels"] = .value(Double(channels))
      result["jerk.ratio/1"] = ScoreValue(sum / Double(channels))
    }
  }
}
