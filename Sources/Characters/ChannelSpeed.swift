import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How fast a channel moves between two frames.
enum ChannelSpeed {
  /// Per second for weights, radians per second for angles and rotations, metres per second for translations.
  static func between(_ a: Int, _ b: Int, _ channel: Channel, _ column: Int, _ track: Track) -> Double {
    let rate = track.rate.framesPerSecond / Double(max(1, b - a))
    switch channel.kind {
    case .weight, .angle: return abs(Double(track[b, column]) - Double(track[a, column])) * rate
    case .rotation:
      // The chord keeps its digits for small turns, where the arc cosine of nearly 1 loses them.
      var sum = 0.0
      var other = 0.0
      for k in 0..<4 {
        let d = Double(track[b, column + k]) - Double(track[a, column + k])
        let s = Double(track[b, column + k]) + Double(track[a, column + k])
        sum += d * d
        other += s * s
      }
      let half = min(1, min(sum, other).squareRoot() / 2)
      return 4 * asin(half) * rate
    case .translation:
      var sum = 0.0
      for k in 0..<3 {
        let d = Double(track[b, column + k]) - Double(track[a, column + k])
        sum += d * d
      }
      return sum.squareRoot() * rate
    }
  }
}
