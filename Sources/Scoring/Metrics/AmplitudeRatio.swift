import Foundation
import Motion

/// Amount of motion beside the character's own.
public struct AmplitudeRatio: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "amplitude/1"

  /// A ratio is cut to 1/1000…1000, so that a still track has a value.
  static let cut = log(1000.0)

  /// Ratio and raw L1 diversity.
  public let descriptors = [
    MetricDescriptor(
      id: "amplitude.ratio/1", title: "Amplitude ratio", unit: "ln", direction: .closerToZero,
      rank: .headline(8), needs: [.reference], parameters: ["cut": cut],
      summary: "ln(L1 / L1 of the reference) over the channels that both have; 0 moves like the reference.",
      whereItLies: "Noise of the reference's deviation has 0; says nothing about channels a strategy leaves.",
      source: "ours, on L1 diversity as published with EMAGE (Liu et al. 2024)"),
    MetricDescriptor(
      id: "amplitude.l1/1", title: "L1 diversity", direction: .closerToReference, rank: .diagnostic,
      needs: [],
      summary: "Mean over frames of the summed distance of every column from its mean.",
      whereItLies: "Grows with the number of channels: compare only over one set of channels.",
      source: "published with EMAGE (Liu et al. 2024)"),
  ]

  /// Compares the spread of channels with the reference's. Undefined without a common channel that moves.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let spreads = Spread.perChannel(take.track)
      result["amplitude.l1/1"] = ScoreValue(spreads.reduce(0, +))
      var own = 0.0
      var reference = 0.0
      var channels = 0
      for (index, channel) in take.track.layout.channels.enumerated() {
        guard let curve = take.reference.curves[channel.name] else { continue }
        own += spreads[index]
        reference += curve.spread
        channels += 1
      }
      result["channels"] = .value(Double(channels))
      result["l1"] = ScoreValue(own)
      result["reference l1"] = ScoreValue(reference)
      result["amplitude.ratio/1"] = ScoreValue { () throws(Undefined) in
        guard channels > 0 else { throw Undefined("the reference has none of the track's channels") }
        guard reference > 0 else { throw Undefined("the reference does not move the track's channels") }
        return own > 0 ? min(Self.cut, max(-Self.cut, log(own / reference))) : -Self.cut
      }
    }
  }
}
