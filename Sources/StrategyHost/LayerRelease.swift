import Motion

/// Blends a layer towards the rest pose where it lets go of channels.
enum LayerRelease {
  /// - Parameter activity: frames × channels, 0 = rest pose, 1 = the layer's own value.
  static func apply(_ activity: [Float], to track: inout Track) {
    let layout = track.layout
    let channelCount = layout.channels.count
    for frame in 0..<track.frameCount {
      for (index, channel) in layout.channels.enumerated() {
        let held = min(1, max(0, activity[frame * channelCount + index]))
        guard held < 1 else { continue }
        let at = frame * layout.width + layout.offsets[index]
        if channel.kind == .rotation {
          let own = Quaternion(
            x: track.samples[at], y: track.samples[at + 1], z: track.samples[at + 2], w: track.samples[at + 3]
          )
          let blended = Quaternion.identity.slerp(to: own, held).vector
          for component in 0..<4 { track.samples[at + component] = blended[component] }
        } else {
          for component in 0..<channel.kind.width { track.samples[at + component] *= held }
        }
      }
    }
  }
}
