import Motion

extension Corruption {
  /// A tenth of a second late, circularly.
  public static let late100 = late(milliseconds: 100)
  /// Half a second late, circularly.
  public static let late500 = late(milliseconds: 500)

  /// A track that comes late; what falls off its end comes back at its start.
  public static func late(milliseconds: Int) -> Corruption {
    Corruption(
      id: "late-\(milliseconds)", title: "+\(milliseconds) ms",
      summary: "Shifts the track circularly, \(milliseconds) ms late."
    ) { track, _, _ in
      let exact = Double(milliseconds) / 1000 * track.rate.framesPerSecond
      let shift = Int((exact + 0.5).rounded(.down)) % track.frameCount
      return track.reordered { ($0 - shift + track.frameCount) % track.frameCount }
    }
  }

  /// Backwards.
  public static let reversed = Corruption(
    id: "reversed", title: "Reversed", summary: "Plays the track backwards."
  ) { track, _, _ in track.reordered { track.frameCount - 1 - $0 } }

  /// Every frame held for three.
  public static let stutter = Corruption(
    id: "stutter", title: "Stutter (hold 3)", summary: "Holds every third frame for three frames."
  ) { track, _, _ in track.reordered { $0 / 3 * 3 } }
}

extension Track {
  fileprivate func reordered(_ source: (Int) -> Int) -> Track {
    mapFrames { frame, all, row in
      let from = source(frame) * row.count
      for column in row.indices { row[column] = all[from + column] }
    }
  }
}
