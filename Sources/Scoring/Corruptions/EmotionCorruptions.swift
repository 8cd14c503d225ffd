import Motion

extension Corruption {
  /// Pleasant for unpleasant.
  public static let invertedEmotion = Corruption(
    id: "emotion-inverted", title: "Emotion inverted",
    summary:
      "Exchanges smile and frown, cheeks and inner brow, lowered and raised brows, in their own ranges."
  ) { track, reference, _ in
    let statistics = ColumnStatistics(track, reference)
    let pairs = Valence.exchanges.compactMap { to, from -> (to: Int, from: [Int])? in
      let sources = from.compactMap { name in
        track.layout[name]?.kind == .weight ? track.layout.offset(of: name) : nil
      }
      guard track.layout[to]?.kind == .weight, let target = track.layout.offset(of: to), !sources.isEmpty
      else { return nil }
      return (target, sources)
    }
    let width = track.layout.width
    return track.mapFrames { frame, all, row in
      for pair in pairs {
        var z = 0.0
        for source in pair.from where statistics.deviation[source] > 0 {
          z += (Double(all[frame * width + source]) - statistics.mean[source]) / statistics.deviation[source]
        }
        z /= Double(pair.from.count)
        let value = statistics.mean[pair.to] + statistics.deviation[pair.to] * z
        row[pair.to] = Float(min(1, max(0, value)))
      }
    }
  }

  /// A smile that grows over the take.
  public static let smileDrift = Corruption(
    id: "smile-drift", title: "Smile drift 0 → +0.3",
    summary: "Adds a smile that grows from 0 to 0.3 over the take, cut at 1."
  ) { track, _, _ in
    let smiles = track.columns { $0.name == "mouthSmileLeft" || $0.name == "mouthSmileRight" }
    let last = Float(max(1, track.frameCount - 1))
    return track.mapFrames { frame, _, row in
      for column in smiles { row[column] = min(max(1, row[column]), row[column] + 0.3 * Float(frame) / last) }
    }
  }
}

/// Weights that carry what is pleasant and what is not.
private enum Valence {
  /// Which weight takes its place in its range from which others; several are averaged.
  static let exchanges: [(to: String, from: [String])] = [
    ("mouthSmileLeft", ["mouthFrownLeft"]), ("mouthSmileRight", ["mouthFrownRight"]),
    ("mouthFrownLeft", ["mouthSmileLeft"]), ("mouthFrownRight", ["mouthSmileRight"]),
    ("cheekSquintLeft", ["browInnerUp"]), ("cheekSquintRight", ["browInnerUp"]),
    ("browInnerUp", ["cheekSquintLeft", "cheekSquintRight"]),
    ("browDownLeft", ["browOuterUpLeft"]), ("browDownRight", ["browOuterUpRight"]),
    ("browOuterUpLeft", ["browDownLeft"]), ("browOuterUpRight", ["browDownRight"]),
  ]
}
