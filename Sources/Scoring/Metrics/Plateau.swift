import Motion

/// Weights that stand still or stand at the stop.
public struct Plateau: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "plateau/1"

  static let least: Float = 0.05
  static let full: Float = 0.99

  /// Plateau and saturation.
  public let descriptors = [
    MetricDescriptor(
      id: "plateau.share/1", title: "Plateau", direction: .lower, rank: .headline(8), needs: [.face],
      parameters: ["above": 0.05],
      summary: "Share of weight samples that equal the one before while above 0.05.",
      whereItLies: "A track rendered at a lower rate and held is full of plateaus; noise has none.",
      source: "ours"),
    MetricDescriptor(
      id: "plateau.saturation/1", title: "Saturation", direction: .lower, rank: .diagnostic, needs: [.face],
      parameters: ["from": 0.99], summary: "Share of weight samples at 0.99 or more.",
      whereItLies: "Blinks saturate rightly: a capture has 0.06 %.", source: "ours"),
  ]

  /// Counts standing and saturated weights. Undefined without weights or with one frame only.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let layout = take.track.layout
      let columns = layout.channels.indices.filter { layout.channels[$0].kind == .weight }
        .map { layout.offsets[$0] }
      guard !columns.isEmpty else { throw Undefined("the track has no face") }
      guard take.track.frameCount > 1 else { throw Undefined("the track has one frame only") }
      let width = layout.width
      let count = take.track.frameCount
      var equal = 0
      var full = 0
      take.track.samples.withUnsafeBufferPointer { x in
        for frame in 0..<count {
          let row = frame * width
          for column in columns {
            let value = x[row + column]
            if value >= Self.full { full += 1 }
            if frame > 0, value > Self.least, value == x[row - width + column] { equal += 1 }
          }
        }
      }
      result["plateau.share/1"] = ScoreValue(Double(equal) / Double((count - 1) * columns.count))
      result["plateau.saturation/1"] = ScoreValue(Double(full) / Double(count * columns.count))
    }
  }
}
