import Motion

/// Likeness of the face to the frame before and to the first frame: how video benchmarks score a subject's consistency.
public struct FrameLikeness: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "frame-likeness/1"

  /// The likeness.
  public let descriptors = [
    MetricDescriptor(
      id: "frame-likeness.score/1", title: "Frame likeness", direction: .closerToReference, rank: .diagnostic,
      needs: [.face],
      summary:
        "Mean over frames of half the cosine to the frame before and half the cosine to the first, on the weights "
        + "of the face.",
      whereItLies:
        "Rewards stillness: a pose that never moves has 1; compares with the first frame and not with the "
        + "character.",
      source:
        "the form of subject consistency in VBench (Huang et al. 2024), on weights in place of image features"
    )
  ]

  /// Compares frames. Undefined without a face, with one frame, and where a frame's weights are all 0.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let layout = take.track.layout
      let columns = layout.channels.indices.filter { layout.channels[$0].kind == .weight }
        .sorted { layout.channels[$0].name < layout.channels[$1].name }.map { layout.offsets[$0] }
      guard !columns.isEmpty else { throw Undefined("the track has no face") }
      var features: [Double] = []
      features.reserveCapacity(take.track.frameCount * columns.count)
      take.track.samples.withUnsafeBufferPointer { x in
        for row in stride(from: 0, to: x.count, by: layout.width) {
          for column in columns { features.append(Double(x[row + column])) }
        }
      }
      result["frame-likeness.score/1"] = ScoreValue(
        try TemporalConsistency.score(features, width: columns.count))
    }
  }
}
