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

  /// Σ over joints of speed: forward difference on the first frame, central between, backward on the last.
  ///
  /// Rotations count by 2·|Δq| per second with the nearer sign, which is the angular speed in radians for
  /// the small steps between frames; translations in metres per second.
  static func summed(_ track: Track) -> [Double] {
    let count = track.frameCount
    var result = [Double](repeating: 0, count: count)
    guard count > 1 else { return result }
    let layout = track.layout
    let width = layout.width
    let rate = track.rate.framesPerSecond
    let joints = channels(of: layout)
    let turning = joints.filter { $0.kind == .rotation }.compactMap { layout.offset(of: $0.name) }
    let moving = joints.filter { $0.kind == .translation }.compactMap { layout.offset(of: $0.name) }
    track.samples.withUnsafeBufferPointer { x in
      for frame in 0..<count {
        let before = max(0, frame - 1)
        let after = min(count - 1, frame + 1)
        let perSecond = rate / Double(after - before)
        var sum = 0.0
        for offset in turning {
          let a = before * width + offset
          let b = after * width + offset
          let q = SIMD4(x[a], x[a + 1], x[a + 2], x[a + 3])
          let p = SIMD4(x[b], x[b + 1], x[b + 2], x[b + 3])
          let step = (q * p).sum() < 0 ? p + q : p - q
          sum += 2 * Double((step * step).sum().squareRoot())
        }
        for offset in moving {
          let a = before * width + offset
          let b = after * width + offset
          let step = SIMD3(
            Double(x[b]) - Double(x[a]), Double(x[b + 1]) - Double(x[a + 1]),
            Double(x[b + 2]) - Double(x[a + 2]))
          sum += (step * step).sum().squareRoot()
        }
        result[frame] = sum * perSecond
      }
    }
    return result
  }
}
