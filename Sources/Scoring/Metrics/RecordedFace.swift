import Motion

/// How far the blend-shape weights of a face lie from those of the performer's real face.
///
/// The mesh forms of these distances are computed by ``VertexDistance``; these run on weights, where one unit is a shape
/// at full strength, so their numbers are not those of papers that score vertices.
public struct RecordedFace: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "recorded-face/1"

  private static let lies =
    "Punishes every valid way of speaking but the recorded one; shapes that hardly move the mesh "
    + "count as much as the jaw."

  /// Lips, whole face, and liveliness of the upper face.
  public let descriptors = [
    MetricDescriptor(
      id: "recorded-face.lips/1", title: "Lip weight error", direction: .lower, rank: .diagnostic,
      needs: [.face, .performance],
      summary:
        "Mean over frames of the largest |difference| of a mouth or jaw weight from the recorded performance.",
      whereItLies: lies,
      source:
        "ours, in the form of the lip vertex error (Xing et al. 2023), on weights in place of vertices"),
    MetricDescriptor(
      id: "recorded-face.mean/1", title: "Face weight error", direction: .lower, rank: .diagnostic,
      needs: [.face, .performance],
      summary: "Mean over frames and weights of |difference| from the recorded performance.",
      whereItLies: lies, source: "ours, in the form of the mean vertex error, on weights in place of vertices"
    ),
    MetricDescriptor(
      id: "recorded-face.dynamics/1", title: "Upper-face liveliness", direction: .closerToZero,
      rank: .diagnostic, needs: [.face, .performance],
      summary:
        "Mean over brow, eye, cheek and nose weights of the standard deviation over time of the recorded "
        + "performance less that of the take: positive where the take is duller.",
      whereItLies:
        "Signed: a face that is too lively here and too dull there has 0; says nothing about when it moves.",
      source: "ours, in the form of the upper-face dynamics deviation (Xing et al. 2023), on weights"),
    MetricDescriptor(
      id: "recorded-face.dynamics-size/1", title: "Upper-face liveliness, size", direction: .lower,
      rank: .diagnostic, needs: [.face, .performance],
      summary:
        "Size of the upper-face liveliness of a take, without its sign, so that conversations do not cancel.",
      whereItLies: "Inside one take shapes that are too lively and shapes that are too dull still cancel.",
      source: "ours, in the form of the upper-face dynamics deviation (Xing et al. 2023), on weights"),
  ]

  /// Compares the face with the recorded one. Undefined without a performance or shared weights.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let recorded = try RecordedMotion(of: take)
      let shared = recorded.shared(.weight, with: take.track.layout)
      guard !shared.isEmpty else { throw Undefined("take and performance share no weights") }
      let isLip = shared.map { $0.name.hasPrefix("mouth") || $0.name.hasPrefix("jaw") }
      let isUpper = shared.map { channel in
        ["brow", "eye", "cheek", "nose"].contains { channel.name.hasPrefix($0) }
          && !channel.name.hasPrefix("eyeLook")
      }
      var total = 0.0
      var lips = 0.0
      for frame in 0..<recorded.frameCount {
        var worst = 0.0
        for (index, channel) in shared.enumerated() {
          let distance = abs(
            Double(take.track[frame, channel.own]) - Double(recorded.track[frame, channel.recorded]))
          total += distance
          if isLip[index] { worst = max(worst, distance) }
        }
        lips += worst
      }
      let frames = Double(recorded.frameCount)
      result["frames"] = .value(frames)
      result["weights"] = .value(Double(shared.count))
      result["recorded-face.mean/1"] = ScoreValue(total / (frames * Double(shared.count)))
      result["recorded-face.lips/1"] = ScoreValue { () throws(Undefined) in
        guard isLip.contains(true) else {
          throw Undefined("take and performance share no mouth or jaw weight")
        }
        return lips / frames
      }
      result["recorded-face.dynamics/1"] = ScoreValue { () throws(Undefined) in
        let upper = shared.indices.filter { isUpper[$0] }.map { shared[$0] }
        guard !upper.isEmpty else { throw Undefined("take and performance share no upper-face weight") }
        var sum = 0.0
        for channel in upper {
          sum += Self.deviation(recorded.track, channel.recorded, recorded.frameCount)
          sum -= Self.deviation(take.track, channel.own, recorded.frameCount)
        }
        return sum / Double(upper.count)
      }
      let signed = result["recorded-face.dynamics/1"]
      result["recorded-face.dynamics-size/1"] = signed.number.map { ScoreValue(abs($0)) } ?? signed
    }
  }

  /// Standard deviation over time, divisor n.
  private static func deviation(_ track: Track, _ column: Int, _ frames: Int) -> Double {
    var mean = 0.0
    for frame in 0..<frames { mean += Double(track[frame, column]) }
    mean /= Double(frames)
    var squares = 0.0
    for frame in 0..<frames {
      let step = Double(track[frame, column]) - mean
      squares += step * step
    }
    return (squares / Double(frames)).squareRoot()
  }
}
