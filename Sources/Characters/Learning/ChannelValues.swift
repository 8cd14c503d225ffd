import Motion

/// All values of one channel over several tracks, as limits and ranges need them.
struct ChannelValues {
  /// One column: the value. Rotations: degrees of swing, of twist, and of the whole turn from the T-pose.
  private(set) var columns: [[Double]]
  /// Speeds between neighbouring frames, see ``ChannelSpeed``.
  private(set) var speeds: [Double] = []

  /// Collects a channel; frames of tracks that lack it are left out.
  init(_ channel: Channel, in tracks: [Track]) {
    columns = Array(
      repeating: [], count: channel.kind == .rotation ? 3 : channel.kind == .translation ? 0 : 1)
    let axis = channel.bone?.twistAxis ?? 1
    for track in tracks {
      guard track.layout[channel.name] == channel, let column = track.layout.offset(of: channel.name) else {
        continue
      }
      for frame in 0..<track.frameCount {
        switch channel.kind {
        case .weight, .angle: columns[0].append(Double(track[frame, column]))
        case .rotation:
          let q = Quaternion(
            x: track[frame, column], y: track[frame, column + 1], z: track[frame, column + 2],
            w: track[frame, column + 3])
          let angles = SwingTwist.angles(of: q, axis: axis)
          columns[0].append(angles.swing * 180 / .pi)
          columns[1].append(angles.twist * 180 / .pi)
          columns[2].append(Double(q.angle(to: .identity)) * 180 / .pi)
        case .translation: break
        }
        if frame > 0 { speeds.append(ChannelSpeed.between(frame - 1, frame, channel, column, track)) }
      }
    }
    for column in columns.indices { columns[column].sort() }
    speeds.sort()
  }

  /// The value below which a share of sorted values lies, linear between neighbours (type 7); 0 for none.
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard let last = sorted.last else { return 0 }
    let place = min(1, max(0, share)) * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
  }
}
