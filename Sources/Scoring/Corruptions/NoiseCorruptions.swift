import Foundation
import Motion
import Provenance

extension Corruption {
  /// The reference's mean pose in every frame.
  public static let constantPose = Corruption(
    id: "constant-pose", title: "Constant pose", summary: "Holds the reference's mean pose."
  ) { track, reference, _ in
    let mean = ColumnStatistics(track, reference).mean
    return track.mapFrames { _, _, row in for column in row.indices { row[column] = Float(mean[column]) } }
      .withUnitRotations()
  }

  /// White noise with the reference's mean and deviation.
  public static let whiteNoise = Corruption(
    id: "white-noise", title: "White noise", summary: "Noise with the reference's mean and deviation."
  ) { track, reference, seed in
    let statistics = ColumnStatistics(track, reference)
    var noise = NormalNoise(seed: seed)
    return track.mapFrames { _, _, row in
      for column in row.indices {
        row[column] = Float(statistics.mean[column] + statistics.deviation[column] * noise.next())
      }
    }.withUnitRotations()
  }

  /// White noise of 0.02 on top of every column.
  public static let jitter = Corruption(
    id: "jitter", title: "Jitter 0.02", summary: "Adds white noise of deviation 0.02 to every column."
  ) { track, _, seed in
    var noise = NormalNoise(seed: seed)
    return track.mapFrames { _, _, row in
      for column in row.indices { row[column] += Float(0.02 * noise.next()) }
    }.withUnitRotations()
  }

  /// The face stands at the reference's mean, the body lives.
  public static let frozenFace = Corruption(
    id: "frozen-face", title: "Face frozen", summary: "Holds weights and gaze at the reference's mean."
  ) { track, reference, _ in
    let mean = ColumnStatistics(track, reference).mean
    let columns = track.columns { $0.kind == .weight || $0.kind == .angle }
    return track.mapFrames { _, _, row in for column in columns { row[column] = Float(mean[column]) } }
  }
}

/// Standard normal numbers by Box and Muller's transform.
private struct NormalNoise {
  private var generator: SeededGenerator
  private var kept: Double?

  init(seed: Seed) { generator = SeededGenerator(seed: seed) }

  mutating func next() -> Double {
    if let value = kept {
      kept = nil
      return value
    }
    let radius = (-2 * log(max(generator.unit(), 0x1p-53))).squareRoot()
    let angle = 2 * Double.pi * generator.unit()
    kept = radius * sin(angle)
    return radius * cos(angle)
  }
}
