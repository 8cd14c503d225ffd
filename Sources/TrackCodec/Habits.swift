import Motion

/// How the components of a take usually lie and move: what key packets may count on.
enum Habits {
  /// In the component's own unit: mean distance from rest, mean of what a steady movement leaves unforeseen.
  typealias Way = (spread: Float, motion: Float)

  /// Measures a take in pieces of eight frames spread over it.
  static func measure(_ track: Track, around poses: [[Float]]) -> [Way]? {
    guard track.frameCount >= 3, !poses.isEmpty else { return nil }
    let width = track.layout.width
    let pieces = min(64, max(1, track.frameCount / 8))
    let length = min(8, track.frameCount)
    var ways: [Way] = []
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
      for axis in 0..<TrackSchema.componentCount(of: channel.kind) {
        let rest = SchemaDesign.rest(poses, column, channel.kind, axis)
        var far: Float = 0
        var moved: Float = 0
        var count: Float = 0
        for piece in 0..<pieces {
          let start = pieces == 1 ? 0 : (track.frameCount - length) * piece / (pieces - 1)
          var before: Float = 0
          var last: Float = 0
          for offset in 0..<length {
            let at = (start + offset) * width + column
            let value: Float
            if channel.kind == .rotation {
              value =
                Rodrigues.parameters(
                  SIMD4(
                    track.samples[at], track.samples[at + 1], track.samples[at + 2], track.samples[at + 3]),
                  near: .zero)[axis]
            } else {
              value = track.samples[at + axis]
            }
            guard value.isFinite else { continue }
            if offset >= 2 {
              far += abs(value - rest)
              moved += abs(value - 2 * last + before)
              count += 1
            }
            before = last
            last = value
          }
        }
        ways.append(count > 0 ? (far / count, moved / count) : (0, 0))
      }
    }
    return ways
  }
}
