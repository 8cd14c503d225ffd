import Conversation
import Foundation
import Motion

/// How often joints stand where the performer's stood while a gesture had a meaning (SRGR).
public struct SemanticGestures: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "srgr/1"

  /// Seconds around a cue without an end in which it holds.
  static let reach = 0.5

  /// The recall.
  public let descriptors = [
    MetricDescriptor(
      id: "srgr.recall/1", title: "Semantic gesture recall", direction: .higher, rank: .diagnostic,
      needs: [.joints, .performance],
      parameters: ["threshold rad": SemanticRecall.threshold, "reach s": reach],
      summary:
        "Share of joints whose rotation is within 0.1 rad of the recorded performance's, over the frames of the "
        + "performer's stage directions.",
      whereItLies:
        "Compares with one performance and punishes valid alternatives; a joint that rests in both hits.",
      source:
        "the form published with BEAT (Liu et al. 2022), on angles of joints and divided by the sum of weights"
    )
  ]

  /// Compares joints at meaningful moments. Undefined without a performance, shared joints or stage directions.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let recorded = try RecordedMotion(of: take)
      let joints = recorded.shared(.rotation, with: take.track.layout)
      guard !joints.isEmpty else { throw Undefined("take and performance share no joint rotations") }
      let weights = try Self.weights(of: take, frames: recorded.frameCount)
      var made: [Double] = []
      made.reserveCapacity(recorded.frameCount * joints.count * 3)
      for frame in 0..<recorded.frameCount {
        for joint in joints {
          let own = Self.rotation(take.track, frame, joint.own)
          made.append(
            contentsOf: Self.turn(from: Self.rotation(recorded.track, frame, joint.recorded), to: own))
        }
      }
      // The turn from the recorded rotation is compared with none.
      let recall = try SemanticRecall(
        made: made, recorded: [Double](repeating: 0, count: made.count), width: 3 * joints.count,
        weights: weights, threshold: SemanticRecall.threshold, distance: .euclidean)
      result["joints"] = .value(Double(joints.count))
      result["weight"] = ScoreValue(recall.weight)
      result["srgr.recall/1"] = ScoreValue { () throws(Undefined) in
        guard let value = recall.normalised else { throw Undefined("no stage direction falls into the take") }
        return value
      }
    }
  }

  /// 1 in the frames of a stage direction, else 0; one without an end holds half a second to either side.
  private static func weights(of take: TakeEvidence, frames: Int) throws(Undefined) -> [Double] {
    let cues = take.happened.cues.filter { $0.cue == .stage && $0.participant == take.participant }
    guard !cues.isEmpty else { throw Undefined("\(take.participant) has no stage directions") }
    var weights = [Double](repeating: 0, count: frames)
    for cue in cues {
      var span = cue
      if cue.end <= cue.start, let reach = MediaTime(seconds: reach) {
        span.start = cue.start - reach
        span.end = cue.start + reach
      }
      for frame in take.frames(of: span) where frame < frames { weights[frame] = 1 }
    }
    return weights
  }

  private static func rotation(_ track: Track, _ frame: Int, _ at: Int) -> SIMD4<Double> {
    SIMD4(
      Double(track[frame, at]), Double(track[frame, at + 1]), Double(track[frame, at + 2]),
      Double(track[frame, at + 3]))
  }

  /// The rotation vector, in radians, that leads from one unit quaternion to another along the shorter arc.
  private static func turn(from p: SIMD4<Double>, to q: SIMD4<Double>) -> [Double] {
    // q·p⁻¹ with p⁻¹ = (-x, -y, -z, w).
    let w = q.w * p.w + q.x * p.x + q.y * p.y + q.z * p.z
    let x = -q.w * p.x + q.x * p.w - q.y * p.z + q.z * p.y
    let y = -q.w * p.y + q.y * p.w - q.z * p.x + q.x * p.z
    let z = -q.w * p.z + q.z * p.w - q.x * p.y + q.y * p.x
    let sine = (x * x + y * y + z * z).squareRoot()
    guard sine > 0 else { return [0, 0, 0] }
    let angle = 2 * atan2(sine, abs(w))
    let scale = (w < 0 ? -angle : angle) / sine
    return [x * scale, y * scale, z * scale]
  }
}
