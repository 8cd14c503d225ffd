import Motion

/// The frame rate that the keys of an animation lie on.
enum GLTFKeyTimes {
  /// Usual rates, the slower first; thirty stands first where keys do not decide.
  private static let usual: [FrameRate] =
    [30, 24, 25, 48, 50, 60, 100, 120].map { FrameRate(frames: $0) }
    + [24, 30, 60].compactMap { FrameRate(numerator: $0 * 1000, denominator: 1001) }

  /// The slowest usual rate whose frames all keys are, whole ones first; thirty where all are few, sixty where none fits.
  static func rate(_ samplers: [[Float]]) -> (rate: FrameRate, isFound: Bool) {
    var fitting = usual
    var budget = 1 << 16
    var most = 0
    var span = 0.0
    for times in samplers {
      most = max(most, times.count)
      span = max(span, Double(times.last ?? 0) - Double(times.first ?? 0))
      for time in times.prefix(budget) {
        fitting.removeAll { rate in
          let frame = Double(time) * rate.framesPerSecond
          // Float32 seconds: an hour in, a key is off by an eighth of a millisecond.
          return abs(frame - frame.rounded()) > 0.02 + abs(frame) * 1e-6
        }
      }
      budget -= min(budget, times.count)
    }
    guard let first = fitting.first else { return (.fps60, false) }
    // Keys that are few fit any rate; they are poses, not frames.
    guard Double(most) > span * 6 else { return (first, true) }
    // A short clip lies on 30 and on 30000/1001 alike; then the whole one is meant.
    let whole = fitting.filter { $0.denominator == 1 }
    let slowest = (whole.isEmpty ? fitting : whole).min { $0.framesPerSecond < $1.framesPerSecond }
    return (slowest ?? first, true)
  }
}
