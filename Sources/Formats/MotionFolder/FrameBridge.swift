import Motion

/// Fills frames that a corpus marks as not valid.
enum FrameBridge {
  /// What the rule is, for notes.
  static let rule =
    "bridged from the valid frame before to the valid frame after (rotations by slerp, numbers by straight lines), held at the ends"

  /// Replaces frames whose flag is false in some channels of a track.
  ///
  /// Does nothing when no frame is valid: the caller leaves such channels out.
  ///
  /// - Parameters:
  ///   - valid: a flag for each frame.
  ///   - channels: indices of the channels that the flags speak of.
  static func fill(_ track: inout Track, valid: [Bool], channels: Range<Int>) {
    guard valid.contains(true) else { return }
    var frame = 0
    while frame < valid.count {
      if valid[frame] {
        frame += 1
        continue
      }
      let first = frame
      while frame < valid.count, !valid[frame] { frame += 1 }
      let before = first > 0 ? first - 1 : frame
      let after = frame < valid.count ? frame : first - 1
      let span = Float(after - before)
      for missing in first..<frame {
        let share = after > before ? Float(missing - before) / span : 0
        for channel in channels { blend(&track, channel, from: before, to: after, share, into: missing) }
      }
    }
  }

  private static func blend(
    _ track: inout Track, _ channel: Int, from: Int, to: Int, _ share: Float, into frame: Int
  ) {
    let offset = track.layout.offsets[channel]
    let kind = track.layout.channels[channel].kind
    if kind == .rotation {
      let turn = rotation(track, from, offset).slerp(to: rotation(track, to, offset), share)
      for part in 0..<4 { track[frame, offset + part] = turn.vector[part] }
      return
    }
    for part in 0..<kind.width {
      let (a, b) = (track[from, offset + part], track[to, offset + part])
      track[frame, offset + part] = a + (b - a) * share
    }
  }

  /// Makes each rotation channel run through one hemisphere: of the two quaternions of a rotation the nearer to
  /// that of the frame before.
  static func unwind(_ track: inout Track) {
    for (channel, offset) in zip(track.layout.channels, track.layout.offsets) where channel.kind == .rotation
    {
      var previous = SIMD4<Float>(0, 0, 0, 1)
      for frame in 0..<track.frameCount {
        var turn = rotation(track, frame, offset).vector
        if (turn * previous).sum() < 0 {
          turn = -turn
          for part in 0..<4 { track[frame, offset + part] = turn[part] }
        }
        previous = turn
      }
    }
  }

  private static func rotation(_ track: Track, _ frame: Int, _ offset: Int) -> Quaternion {
    Quaternion(
      x: track[frame, offset], y: track[frame, offset + 1], z: track[frame, offset + 2],
      w: track[frame, offset + 3])
  }
}
