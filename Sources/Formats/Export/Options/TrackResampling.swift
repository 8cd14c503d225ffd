public import Motion

/// Gives a track another frame rate.
public enum TrackResampling {
  /// A track at another rate, and the channels that were held.
  ///
  /// Rotations go along the arc, all else along straight lines. A channel that is stepped, one that never changes
  /// on two frames in a row though it changes more than once, is held: animation on twos stays on twos. Frame k of
  /// the result lies at the time that its own rate gives it; behind the last frame the last pose is held.
  public static func resample(_ track: Track, to rate: FrameRate) -> (track: Track, held: [String]) {
    guard rate != track.rate, track.frameCount > 0 else { return (track, []) }
    let stepped = track.layout.channels.indices.map { isStepped(track, channel: $0) }
    let count = max(1, rate.frameCount(covering: track.duration))
    var out = Track(layout: track.layout, rate: rate, frameCount: count)
    let width = track.layout.width
    var before = 0
    for frame in 0..<count {
      let time = rate.time(ofFrame: frame)
      while before + 1 < track.frameCount, track.rate.time(ofFrame: before + 1) <= time { before += 1 }
      let after = min(before + 1, track.frameCount - 1)
      let start = track.rate.time(ofFrame: before)
      let span = track.rate.time(ofFrame: after).flicks - start.flicks
      let share = span > 0 ? Float(Double(time.flicks - start.flicks) / Double(span)) : 0
      for (number, channel) in track.layout.channels.enumerated() {
        let column = track.layout.offsets[number]
        let (a, b) = (before * width + column, after * width + column)
        if stepped[number] || share <= 0 || after == before {
          for part in 0..<channel.kind.width { out[frame, column + part] = track.samples[a + part] }
        } else if channel.kind == .rotation {
          let q = track.quaternion(at: a).slerp(to: track.quaternion(at: b), share)
          for part in 0..<4 { out[frame, column + part] = q.vector[part] }
        } else {
          for part in 0..<channel.kind.width {
            let (x, y) = (track.samples[a + part], track.samples[b + part])
            out[frame, column + part] = x + (y - x) * share
          }
        }
      }
    }
    out.joinHemispheres()
    return (out, track.layout.channels.indices.filter { stepped[$0] }.map { track.layout.channels[$0].name })
  }

  private static func isStepped(_ track: Track, channel: Int) -> Bool {
    let (column, width) = (track.layout.offsets[channel], track.layout.channels[channel].kind.width)
    var changes = 0
    var last = -2
    for frame in 1..<max(1, track.frameCount) {
      let changed = (column..<column + width).contains { track[frame, $0] != track[frame - 1, $0] }
      guard changed else { continue }
      if last == frame - 1 { return false }
      last = frame
      changes += 1
    }
    return changes > 1
  }
}

extension Track {
  func quaternion(at index: Int) -> Quaternion {
    Quaternion(x: samples[index], y: samples[index + 1], z: samples[index + 2], w: samples[index + 3])
  }

  /// Turns rotations that lie on the other side of the sphere from the frame before.
  mutating func joinHemispheres() {
    let width = layout.width
    for (channel, column) in zip(layout.channels, layout.offsets) where channel.kind == .rotation {
      for frame in 1..<max(1, frameCount) {
        let at = frame * width + column
        guard (quaternion(at: at).vector * quaternion(at: at - width).vector).sum() < 0 else { continue }
        for part in 0..<4 { samples[at + part] = -samples[at + part] }
      }
    }
  }
}
