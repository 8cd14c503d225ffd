import Motion

/// Blends a layer towards the rest pose where it lets go of channels.
enum LayerRelease {
  /// Rotations stay on one hemisphere through a hand-over: q and −q are the same pose, but not the same
  /// curve.
  ///
  /// - Parameter activity: frames × channels, 0 = rest pose, 1 = the layer's own value.
  static func apply(_ activity: [Float], to track: inout Track) {
    let layout = track.layout
    let channelCount = layout.channels.count
    for (index, channel) in layout.channels.enumerated() {
      var blendsAnything = false
      for frame in 0..<track.frameCount {
        let held = min(1, max(0, activity[frame * channelCount + index]))
        let at = frame * layout.width + layout.offsets[index]
        if held < 1 {
          blendsAnything = true
          if channel.kind == .rotation {
            write(Quaternion.identity.slerp(to: rotation(at, of: track), held), at: at, of: &track)
          } else {
            for component in 0..<channel.kind.width { track.samples[at + component] *= held }
          }
        }
        guard blendsAnything, channel.kind == .rotation, frame > 0 else { continue }
        let before = rotation(at - layout.width, of: track)
        let now = rotation(at, of: track)
        if (before.vector * now.vector).sum() < 0 {
          for component in 0..<4 { track.samples[at + component] = -track.samples[at + component] }
        }
      }
    }
  }

  private static func rotation(_ at: Int, of track: Track) -> Quaternion {
    Quaternion(
      x: track.samples[at], y: track.samples[at + 1], z: track.samples[at + 2], w: track.samples[at + 3])
  }

  private static func write(_ rotation: Quaternion, at: Int, of track: inout Track) {
    for component in 0..<4 { track.samples[at + component] = rotation.vector[component] }
  }
}
