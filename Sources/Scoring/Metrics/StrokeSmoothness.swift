import Motion

/// How smooth the strokes of the arms are.
public struct StrokeSmoothness: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "stroke-smoothness/1"

  /// Slowest frame rate at which spectral arc length means anything.
  static let leastRate = 20.0
  static let leastFrames = 8

  private static let parameters = [
    "on rad/s": Strokes.on, "off rad/s": Strokes.off, "least s": Strokes.leastSeconds,
    "least frames": Double(leastFrames), "cutoff Hz": 10, "least magnitude": 0.05, "padding": 4,
  ]

  /// Spectral arc length and log dimensionless jerk.
  public let descriptors = [
    MetricDescriptor(
      id: "stroke-smoothness.sparc/1", title: "Stroke SPARC", direction: .closerToReference,
      rank: .diagnostic,
      needs: [.joints], parameters: parameters,
      summary:
        "Mean spectral arc length of the speed of arm strokes: 0 would be smoothest, more negative is jerkier.",
      whereItLies:
        "Blind to jitter under its amplitude threshold; needs 20 frames a second; short strokes hold few "
        + "samples.",
      source: "Balasubramanian et al. 2015"),
    MetricDescriptor(
      id: "stroke-smoothness.ldlj/1", title: "Stroke LDLJ", direction: .closerToReference, rank: .diagnostic,
      needs: [.joints], parameters: parameters,
      summary: "Mean log dimensionless jerk of the speed of arm strokes: higher is smoother.",
      whereItLies:
        "Falls with the frame rate: compare equal rates only; sensor noise weighs as much as jerky motion.",
      source: "Balasubramanian et al. 2015"),
  ]

  /// Measures every stroke of the arms' summed angular speed. Undefined without arms or strokes, and under 20 frames a
  /// second.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let fps = take.framesPerSecond
      guard fps >= Self.leastRate else { throw Undefined("under \(Self.leastRate) frames a second") }
      var sparc: [Double] = []
      var jerk: [Double] = []
      var hasArms = false
      for side in ["left", "right"] {
        guard let speed = Self.speed(of: side, in: take.track) else { continue }
        hasArms = true
        let least = max(Double(Self.leastFrames), Strokes.leastSeconds * fps)
        for stroke in Strokes.spans(speed, on: Strokes.on, off: Strokes.off, least: least) {
          let profile = Array(speed[stroke])
          if let value = try? Smoothness.spectralArcLength(profile, framesPerSecond: fps) {
            sparc.append(value)
          }
          if let value = try? Smoothness.logDimensionlessJerk(profile, framesPerSecond: fps) {
            jerk.append(value)
          }
        }
      }
      guard hasArms else { throw Undefined("the track moves no upper arm or forearm") }
      result["strokes"] = .value(Double(max(sparc.count, jerk.count)))
      result["stroke-smoothness.sparc/1"] = try Self.mean(sparc)
      result["stroke-smoothness.ldlj/1"] = try Self.mean(jerk)
    }
  }

  private static func mean(_ values: [Double]) throws(Undefined) -> ScoreValue {
    guard !values.isEmpty else { throw Undefined("the arms make no stroke of \(leastFrames) frames or more") }
    return ScoreValue(values.reduce(0, +) / Double(values.count))
  }

  /// Summed angular speed of the arm joints that the track has, radians per second; `nil` without any.
  private static func speed(of side: String, in track: Track) -> [Double]? {
    let joints = ["UpperArm", "LowerArm"].compactMap { track.layout["\(side)\($0).rotation"] }
      .filter { $0.kind == .rotation }
    guard let first = joints.first else { return nil }
    let speeds = JointSpeed.each(joints, in: track)
    guard joints.count == 2, first != joints[1] else { return speeds[0] }
    return zip(speeds[0], speeds[1]).map(+)
  }
}
