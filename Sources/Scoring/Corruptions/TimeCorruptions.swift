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

  /// The first half twice.
  public static let looped = Corruption(
    id: "looped", title: "First half looped", summary: "Plays the first half of the track twice."
  ) { track, _, _ in
    let half = max(1, (track.frameCount + 1) / 2)
    return track.reordered { $0 % half }
  }

  /// Every frame held for three.
  public static let stutter = Corruption(
    id: "stutter", title: "Stutter (hold 3)", summary: "Holds every third frame for three frames."
  ) { track, _, _ in track.reordered { $0 / 3 * 3 } }
}

extension Track {
  /// The same track cut or played again from its start, to a number of frames.
  func fitted(to count: Int) -> Track {
    guard frameCount > 0, frameCount != count else { return self }
    let blank = Track(layout: layout, rate: rate, frameCount: count)
    let width = layout.width
    return blank.mapFrames { frame, _, row in
      let from = frame % frameCount * width
      for column in row.indices { row[column] = samples[from + column] }
    }
  }

  fileprivate func reordered(_ source: (Int) -> Int) -> Track {
    mapFrames { frame, all, row in
      let from = source(frame) * row.count
      for column in row.indices { row[column] = all[from + column] }
    }
  }
}
