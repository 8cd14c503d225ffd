extension Track {
  /// A track at another rate, and what was done.
  public struct Regridded: Sendable {
    /// The motion at the new rate, as long as before.
    public var track: Track
    /// Channels that are stepped: they hold until the next frame and are not interpolated.
    public var stepped: [String]
  }

  /// The motion at another frame rate.
  ///
  /// Rotations go along the shorter arc, all else in straight lines; channels that step (see ``isStepped(_:)``) hold
  /// their value until the next frame. Frames that fall on frames are copied. At its own rate a track is unchanged.
  public func resampled(to target: FrameRate) -> Regridded {
    let stepped = layout.channels.indices.map { isStepped($0) }
    let names = zip(layout.channels, stepped).filter(\.1).map(\.0.name)
    guard target != rate, frameCount > 0 else { return Regridded(track: self, stepped: names) }
    let count = target.frameCount(covering: duration)
    var result = Track(layout: layout, rate: target, frameCount: count)
    let (stride, divisor) = (
      Int(target.denominator) * Int(rate.numerator), Int(target.numerator) * Int(rate.denominator)
    )
    for frame in 0..<count {
      let (whole, rest) = (frame * stride).quotientAndRemainder(dividingBy: divisor)
      let before = min(whole, frameCount - 1)
      let after = min(before + 1, frameCount - 1)
      let share = Float(rest) / Float(divisor)
      for (index, channel) in layout.channels.enumerated() {
        let at = layout.offsets[index]
        let held = stepped[index] || rest == 0 || before == after
        if channel.kind == .rotation, !held {
          let turn = rotation(before, at).slerp(to: rotation(after, at), share)
          for part in 0..<4 { result[frame, at + part] = turn.vector[part] }
          continue
        }
        for part in 0..<channel.kind.width {
          let (a, b) = (self[before, at + part], self[after, at + part])
          result[frame, at + part] = held ? a : a + (b - a) * share
        }
      }
    }
    return Regridded(track: result, stepped: names)
  }

  private func rotation(_ frame: Int, _ at: Int) -> Quaternion {
    Quaternion(
      x: self[frame, at], y: self[frame, at + 1], z: self[frame, at + 2], w: self[frame, at + 3])
  }

  /// Whether a channel is stepped, as drawn on twos or threes: it changes at least three times, and nine in ten of
  /// its changes are followed by a frame that is exactly the same.
  public func isStepped(_ channel: Int) -> Bool {
    let at = layout.offsets[channel]
    let width = layout.channels[channel].kind.width
    var changes = 0
    var followed = 0
    var didChange = false
    for frame in 1..<max(1, frameCount) {
      let changed = (0..<width).contains { self[frame, at + $0] != self[frame - 1, at + $0] }
      if changed {
        changes += 1
        if didChange { followed += 1 }
      }
      didChange = changed
    }
    return changes >= 3 && followed * 10 <= changes
  }
}
