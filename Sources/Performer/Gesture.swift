import Motion

/// One lift of the hands: they leave their rest, beat on stressed vowels, and sink again.
struct Gesture {
  /// A stroke to the apex and back.
  struct Beat {
    var begin: Double
    var apex: Double
    /// Seconds at the apex.
    var hold: Double
    var back: Double
    /// Share of the way from the ready pose to the apex pose.
    var size: Double
  }

  /// Left, right.
  var arms: [Bool]
  /// Displacements from the hanging arm, by joint: lifted, and at the apex of a stroke.
  var ready: [SIMD3<Double>]
  var apex: [SIMD3<Double>]
  /// When the hands leave their rest, begin to sink, and are at rest.
  var prepare: Double
  var release: Double
  var end: Double
  var beats: [Beat]
  /// How far the hand opens: 0 as it hangs, 1 with the fingers spread.
  var opening: Double

  /// The hand opens while the arm is lifted and closes while it sinks.
  var handEnvelope: Envelope {
    Envelope(start: prepare, full: beats.first?.begin ?? prepare, release: release, end: end)
  }

  /// Whether it takes time from a stretch.
  func overlaps(_ start: Double, _ end: Double) -> Bool { prepare < end && self.end > start }

  /// Keys of one axis of one joint through several gestures of an arm, in order of time.
  static func keys(
    _ gestures: [Gesture], rest: Double, joint: Int, axis: Int, lag: Double
  ) -> KeyCurve {
    var keys = KeyCurve()
    keys.add(-1, rest)
    for (number, gesture) in gestures.enumerated() {
      let ready = gesture.ready[joint][axis]
      let span = gesture.apex[joint][axis] - ready
      let isFresh = number == 0 || gestures[number - 1].end <= gesture.prepare
      if isFresh { keys.add(gesture.prepare + lag, rest) }
      for beat in gesture.beats {
        keys.add(beat.begin + lag, ready)
        keys.add(beat.apex + lag, ready + span * beat.size)
        // A held hand sinks back a little.
        if beat.hold > 0.02 { keys.add(beat.apex + beat.hold + lag, ready + span * beat.size * 0.96) }
        keys.add(beat.back + lag, ready + span * beat.size * 0.1)
      }
      keys.add(gesture.release + lag, ready)
      let next = number + 1 < gestures.count ? gestures[number + 1].prepare : .infinity
      if next >= gesture.end { keys.add(gesture.end + lag, rest) }
    }
    return keys
  }
}
