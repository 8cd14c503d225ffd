import Motion

/// Speed of the face in windows of one second.
enum FaceMotion {
  /// Mean |Δ| per second over the named weight channels in each whole second, in order.
  ///
  /// A channel that the track lacks counts as still.
  static func windows(_ track: Track, channels: [String]) -> [Double] {
    let length = EventWindows.radius(seconds: 1, framesPerSecond: track.rate.framesPerSecond)
    guard length > 0, !channels.isEmpty else { return [] }
    let width = track.layout.width
    let columns = channels.compactMap { name in
      track.layout[name]?.kind == .weight ? track.layout.offset(of: name) : nil
    }
    let steps = max(0, track.frameCount - 1)
    let scale = track.rate.framesPerSecond / Double(length * channels.count)
    return track.samples.withUnsafeBufferPointer { x in
      (0..<steps / length).map { window in
        var sum = 0.0
        for frame in window * length..<(window + 1) * length {
          let row = frame * width
          for column in columns { sum += Double(abs(x[row + width + column] - x[row + column])) }
        }
        return sum * scale
      }
    }
  }
}
