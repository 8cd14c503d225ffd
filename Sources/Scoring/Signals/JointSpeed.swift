import Motion

/// Summed speed of the joints of a track.
enum JointSpeed {
  /// Bones whose motion belongs to speech or gaze and not to gesture.
  static let left: Set<HumanoidBone> = [.jaw, .leftEye, .rightEye]

  /// Joint channels that are summed: rotations and translations but those of ``left``.
  static func channels(of layout: ChannelLayout) -> [Channel] {
    layout.channels.filter { channel in
      guard channel.kind == .rotation || channel.kind == .translation else { return false }
      return channel.bone.map { !left.contains($0) } ?? true
    }
  }

  /// Σ over joints of speed, frame by frame.
  static func summed(_ track: Track) -> [Double] {
    var result = [Double](repeating: 0, count: track.frameCount)
    for channel in channels(of: track.layout) { add(channel, in: track, to: &result) }
    return result
  }

  /// Speed of one joint, frame by frame.
  static func of(_ channel: Channel, in track: Track) -> [Double] {
    var result = [Double](repeating: 0, count: track.frameCount)
    add(channel, in: track, to: &result)
    return result
  }

  /// Speed: forward difference on the first frame, central between, backward on the last.
  ///
  /// Rotations count by 2·|Δq| per second with the nearer sign, which is the angular speed in radians for
  /// the small steps between frames; translations in metres per second.
  private static func add(_ channel: Channel, in track: Track, to speeds: inout [Double]) {
    guard let offset = track.layout.offset(of: channel.name), track.frameCount > 1 else { return }
    let isRotation = channel.kind == .rotation
    let columns = channel.kind.width
    let width = track.layout.width
    let count = track.frameCount
    let rate = track.rate.framesPerSecond * (isRotation ? 2 : 1)
    track.samples.withUnsafeBufferPointer { samples in
      speeds.withUnsafeMutableBufferPointer { speeds in
        guard let x = samples.baseAddress else { return }
        for frame in 0..<count {
          let before = max(0, frame - 1)
          let after = min(count - 1, frame + 1)
          let a = x + (before * width + offset)
          let b = x + (after * width + offset)
          var apart = 0.0
          var together = 0.0
          for column in 0..<columns {
            let old = Double(a[column])
            let new = Double(b[column])
            apart += (new - old) * (new - old)
            together += (new + old) * (new + old)
          }
          let step = isRotation ? min(apart, together) : apart
          speeds[frame] += step.squareRoot() * rate / Double(after - before)
        }
      }
    }
  }
}
