import Motion

extension Corruption {
  /// Half as fast again, from the start once more where the track is used up.
  public static let fast = Corruption(
    id: "fast", title: "Speed ×1.5", summary: "Plays the track half as fast again and begins anew at its end."
  ) { track, _, _ in
    let width = track.layout.width
    let count = track.frameCount
    return track.mapFrames { frame, all, row in
      // Thirds of frames, so that every place is exact.
      let place = frame * 3 % (2 * count)
      let before = place / 2 % count
      guard place % 2 == 1 else {
        for column in row.indices { row[column] = all[before * width + column] }
        return
      }
      let after = min(before + 1, count - 1)
      for column in row.indices {
        row[column] = (all[before * width + column] + all[after * width + column]) / 2
      }
    }.withUnitRotations()
  }

  /// Only what is slow.
  public static let lowPassed = Corruption(
    id: "low-pass", title: "Low-pass 0.5 s", summary: "Smooths every column by a Gaussian of 0.5 s."
  ) { track, _, _ in
    let deviation = 0.5 * track.rate.framesPerSecond
    let width = track.layout.width
    var smooth = track.samples
    for column in 0..<width {
      let curve = (0..<track.frameCount).map { Double(track.samples[$0 * width + column]) }
      for (frame, value) in GaussianSmoothing.smooth(curve, deviation: deviation).enumerated() {
        smooth[frame * width + column] = Float(value)
      }
    }
    return Track(layout: track.layout, rate: track.rate, samples: smooth).withUnitRotations()
  }
}
