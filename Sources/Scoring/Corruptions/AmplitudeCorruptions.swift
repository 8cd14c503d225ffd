import Motion

extension Corruption {
  /// Three times the distance from the mean, without regard to ranges.
  public static let exaggerated = Corruption(
    id: "exaggerated", title: "Exaggerated ×3", summary: "Triples the distance from the mean pose, unclamped."
  ) { track, reference, _ in track.scaled(by: 3, about: reference) }

  /// The same, with weights cut to 0…1.
  public static let exaggeratedAndClamped = Corruption(
    id: "exaggerated-clamped", title: "Exaggerated ×3, clamped",
    summary: "Triples the distance from the mean pose and cuts weights to 0…1."
  ) { track, reference, _ in
    let scaled = track.scaled(by: 3, about: reference)
    let weights = track.columns { $0.kind == .weight }
    return scaled.mapFrames { _, _, row in
      for column in weights { row[column] = min(1, max(0, row[column])) }
    }
  }

  /// Three tenths of the distance from the mean.
  public static let underacted = Corruption(
    id: "underacted", title: "Under-acted ×0.3", summary: "Shrinks the distance from the mean pose to 0.3."
  ) { track, reference, _ in track.scaled(by: 0.3, about: reference) }

  /// Weights cut at 0.3.
  public static let clipped = Corruption(
    id: "clipped", title: "Clipped at 0.3", summary: "Cuts weights at 0.3."
  ) { track, _, _ in
    let weights = track.columns { $0.kind == .weight }
    return track.mapFrames { _, _, row in for column in weights { row[column] = min(0.3, row[column]) } }
  }
}

extension Track {
  /// Every column's distance from the reference's mean times `factor`.
  fileprivate func scaled(by factor: Double, about reference: ScoringReference) -> Track {
    let mean = ColumnStatistics(self, reference).mean
    return mapFrames { _, _, row in
      for column in row.indices {
        row[column] = Float(mean[column] + factor * (Double(row[column]) - mean[column]))
      }
    }.withUnitRotations()
  }
}
