import Motion

/// Which frames of a take are looked at for parts of the body that go through each other.
enum ContactSampling {
  /// Frames a second at which hands are looked at.
  static let handLooksPerSecond = 10
  /// Frames at which a face is looked at, for every second of the take: those in which its shapes reach farthest.
  static let looksPerSecond = 2
  /// Frames at which a face is looked at in the shortest take.
  static let fewestLooks = 60

  /// Frames of one look.
  static func block(_ rate: FrameRate) -> Int {
    max(1, Int((rate.framesPerSecond / Double(handLooksPerSecond)).rounded()))
  }

  /// Of each block the frame with the greatest reach, and of the blocks those with the greatest; in order of frame.
  ///
  /// - Parameter reaches: What each column's weight of 1 brings parts nearer to each other by.
  static func frames(
    of track: Track, reaches: [(column: Int, reach: Float)]
  ) -> [(frame: Int, block: ClosedRange<Int>)] {
    let size = block(track.rate)
    let width = track.layout.width
    var looks: [(frame: Int, block: ClosedRange<Int>, reach: Float)] = []
    track.samples.withUnsafeBufferPointer { samples in
      var first = 0
      while first < track.frameCount {
        let last = min(track.frameCount, first + size) - 1
        var best: (frame: Int, reach: Float) = (first, -.infinity)
        for frame in first...last {
          var sum: Float = 0
          for entry in reaches { sum += max(0, samples[frame * width + entry.column]) * entry.reach }
          if sum > best.reach { best = (frame, sum) }
        }
        if best.reach > 0 { looks.append((best.frame, first...last, best.reach)) }
        first = last + 1
      }
    }
    let most = max(fewestLooks, Int((track.duration.seconds * Double(looksPerSecond)).rounded(.up)))
    if looks.count > most {
      looks.sort { $0.reach == $1.reach ? $0.frame < $1.frame : $0.reach > $1.reach }
      looks.removeLast(looks.count - most)
      looks.sort { $0.frame < $1.frame }
    }
    return looks.map { ($0.frame, $0.block) }
  }
}
