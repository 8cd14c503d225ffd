import Foundation
import Motion

/// How much of the character's hand space the wrists fill, and how much beside it.
public struct HandSpace: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "hand-space/1"

  /// Shortest take in seconds.
  static let leastLength = 5.0

  private static let parameters = [
    "edge m": HandVoxels.edge, "grid Hz": Jerk.aim, "least length s": leastLength,
    "shoulder m": Double(WristPath.shoulder), "upper arm m": Double(WristPath.upperArm),
    "forearm m": Double(WristPath.forearm),
  ]
  private static let lies =
    "It falls on both sides: for hands that stay near the body as for hands that reach where the character's do not; the "
    + "volume ratio tells which. Blind to when and how fast the hands move: another script's track scores as well. "
    + "Sessions of one character do not fill one space either: the record's `own dice` is what they have among themselves."
  private static let source =
    "ours; overlap of occupied hand space as proposed for gesture evaluation, after Dice 1945 and Jaccard 1912"

  /// Overlap by two formulas, and volume.
  public let descriptors = [
    MetricDescriptor(
      id: "hand-space.dice/1", title: "Hand space Dice", direction: .higher, rank: .diagnostic,
      needs: [.joints, .reference], parameters: parameters,
      summary:
        "2·|A ∩ B| / (|A| + |B|) of the cells of 5 cm that the wrists visit in the take and in a held-out session, over "
        + "equal lengths, mean over sessions. Wrists are placed against the chest on one stated skeleton, left and right "
        + "apart.",
      whereItLies: lies, source: source),
    MetricDescriptor(
      id: "hand-space.jaccard/1", title: "Hand space Jaccard", direction: .higher, rank: .diagnostic,
      needs: [.joints, .reference], parameters: parameters,
      summary: "|A ∩ B| / |A ∪ B| of the same cells, mean over sessions.",
      whereItLies: lies, source: source),
    MetricDescriptor(
      id: "hand-space.volume/1", title: "Hand space volume", unit: "ln", direction: .closerToZero,
      rank: .diagnostic, needs: [.joints, .reference], parameters: parameters,
      summary:
        "ln(cells visited in the take / cells visited in a held-out session of equal length), mean over sessions: "
        + "positive fills more space than the character does, negative less.",
      whereItLies:
        "Trembling in one place visits no new cell, and a cell that is crossed in a hurry counts as one that is lived in; "
        + "0 does not mean that it is the same space.",
      source: "ours"),
  ]

  /// Compares cells. Undefined under 5 s, without arms, and without a reference that has the same arms.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      guard let space = take.reference.handSpace else {
        throw Undefined("the reference has no hand space: no held-out session of 5 s moves an arm")
      }
      let sessions = space.sessions.filter { $0.seconds > 0 && !$0.cells.isEmpty }
      guard !sessions.isEmpty else { throw Undefined("the reference's hand space is empty") }
      let voxels = HandVoxels(try WristMotion(take.track), sides: space.sides)
      guard voxels.sides == space.sides else {
        throw Undefined(
          "the reference's sessions move \(space.sides.joined(separator: " and ")) arm, the take does not")
      }
      let seconds = Double(voxels.count) / voxels.rate
      guard seconds >= Self.leastLength else {
        throw Undefined("the take is shorter than \(Self.leastLength) s")
      }
      var dice = 0.0
      var jaccard = 0.0
      var volume = 0.0
      for session in sessions {
        let pieces = max(1, Int(min((seconds / session.seconds).rounded(), 1e6)))
        for piece in 0..<pieces {
          let samples = piece * voxels.count / pieces..<(piece + 1) * voxels.count / pieces
          var own = voxels.visited(samples)
          let length = Double(samples.count) / voxels.rate
          let other = session.cells(within: length)
          // A piece longer than the session, by half of it at most, is cut to it.
          if length > session.seconds {
            let kept = Int(session.seconds * voxels.rate)
            own = voxels.visited(samples.lowerBound..<samples.lowerBound + kept)
          }
          let share = 1 / Double(pieces * sessions.count)
          dice += share * (HandVoxels.dice(own, other) ?? 0)
          jaccard += share * (HandVoxels.jaccard(own, other) ?? 0)
          volume += share * log(Double(max(1, own.count)) / Double(max(1, other.count)))
        }
      }
      result["hand-space.dice/1"] = ScoreValue(dice)
      result["hand-space.jaccard/1"] = ScoreValue(jaccard)
      result["hand-space.volume/1"] = ScoreValue(volume)
      result["cells"] = .value(Double(voxels.visited(0..<voxels.count).count))
      result["sessions"] = .value(Double(sessions.count))
      if let own = space.own { result["own dice"] = ScoreValue(own) }
    }
  }
}
