import Motion

/// More than the character ever does, and motion that moves in steps.
public struct OverActing: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "over-acting/1"

  /// Largest change of a weight that counts as none, and least level.
  static let longestHold = 12

  /// Over-acting and stutter.
  public let descriptors = [
    MetricDescriptor(
      id: "over-acting.share/1", title: "Over-acting", direction: .lower, rank: .diagnostic,
      needs: [.reference],
      parameters: ["window s": 1, "quantile": FaceEnergy.quantile],
      summary:
        "Share of 1 s windows whose distance from the reference's mean pose, in its own deviations, is above the 99th "
        + "percentile of the reference's windows.",
      whereItLies:
        "One in a hundred of the character's own windows is above it; a pose held far from the mean counts as much as motion.",
      source: "ours"),
    MetricDescriptor(
      id: "over-acting.stutter/1", title: "Stutter", direction: .lower, rank: .diagnostic, needs: [.face],
      parameters: ["longest hold frames": Double(longestHold)],
      summary:
        "Share of frames in which the whole face stands still while it is about to jump, on the one cadence that explains "
        + "most of them: a face held for two to twelve frames over and over.",
      whereItLies:
        "A face that rests for long holds no cadence; one animated at half the rate is held for two frames rightly.",
      source: "ours"),
  ]

  /// Counts windows and holds. Undefined without a reference or without a face, each for its own score.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      result["over-acting.share/1"] = ScoreValue { () throws(Undefined) in
        guard let limit = take.reference.energyLimit else {
          throw Undefined("the reference does not say how far it goes")
        }
        let windows = FaceEnergy.windows(take.track, take.reference)
        guard !windows.isEmpty else {
          throw Undefined("the track is shorter than a second or has no channel of the reference")
        }
        return Double(windows.count { $0 > limit }) / Double(windows.count)
      }
      result["over-acting.stutter/1"] = ScoreValue { () throws(Undefined) in
        let columns = take.track.columns { $0.kind == .weight }
        guard !columns.isEmpty else { throw Undefined("the track has no face") }
        guard take.track.frameCount > Self.longestHold else {
          throw Undefined("the track is shorter than a hold")
        }
        return Self.stutter(take.track, columns)
      }
    }
  }

  /// The largest share over cadences k of frames that lie in runs of exactly k equal frames.
  private static func stutter(_ track: Track, _ columns: [Int]) -> Double {
    var held = [Int](repeating: 0, count: longestHold + 1)
    var run = 1
    func close() { if run <= longestHold { held[run] += run } }
    let width = track.layout.width
    track.samples.withUnsafeBufferPointer { x in
      for frame in 1..<track.frameCount {
        let row = frame * width
        if columns.allSatisfy({ x[row + $0] == x[row - width + $0] }) {
          run += 1
        } else {
          close()
          run = 1
        }
      }
    }
    close()
    // Frames that move are runs of one; each run of k has k - 1 frames that stand.
    let share = (2...longestHold).map { k in Double(held[k]) * Double(k - 1) / Double(k) }.max() ?? 0
    return share / Double(track.frameCount)
  }
}

/// Distance from the reference's mean pose in windows of one second.
enum FaceEnergy {
  static let quantile = 0.99

  /// Mean over the reference's channels and a second's frames of |x - mean| in deviations, window by window.
  static func windows(_ track: Track, _ reference: ScoringReference) -> [Double] {
    let length = EventWindows.radius(seconds: 1, framesPerSecond: track.rate.framesPerSecond)
    var columns: [(column: Int, mean: Double, scale: Double)] = []
    for (channel, offset) in zip(track.layout.channels, track.layout.offsets) {
      guard let curve = reference.curves[channel.name], curve.mean.count == channel.kind.width,
        curve.deviation.count == channel.kind.width
      else { continue }
      for lane in 0..<channel.kind.width where curve.deviation[lane] > 1e-4 {
        columns.append((offset + lane, curve.mean[lane], 1 / curve.deviation[lane]))
      }
    }
    guard length > 0, !columns.isEmpty else { return [] }
    let width = track.layout.width
    return track.samples.withUnsafeBufferPointer { x in
      (0..<track.frameCount / length).map { window in
        var sum = 0.0
        for frame in window * length..<(window + 1) * length {
          let row = frame * width
          for part in columns { sum += abs(Double(x[row + part.column]) - part.mean) * part.scale }
        }
        return sum / Double(length * columns.count)
      }
    }
  }
}
