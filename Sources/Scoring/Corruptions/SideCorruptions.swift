import Motion

extension Corruption {
  /// Left for right.
  public static let mirrored = Corruption(
    id: "mirrored", title: "Mirrored", summary: "Swaps left and right of face, gaze and joints."
  ) { track, _, _ in
    let layout = track.layout
    let sources = layout.channels.map { channel in
      layout.offset(of: Sides.other(channel.name)).flatMap { offset in
        layout[Sides.other(channel.name)]?.kind == channel.kind ? offset : nil
      }
    }
    let width = layout.width
    return track.mapFrames { frame, all, row in
      for (index, channel) in layout.channels.enumerated() {
        guard let source = sources[index] else { continue }
        for lane in 0..<channel.kind.width {
          let value = all[frame * width + source + lane]
          row[layout.offsets[index] + lane] = Sides.turns(channel, lane) ? -value : value
        }
      }
    }
  }
}

/// Which channels belong together across the body's middle plane.
private enum Sides {
  /// Name of the channel on the other side, or the same name for one in the middle.
  static func other(_ name: String) -> String {
    for (side, opposite) in [("Left", "Right"), ("Right", "Left"), ("left", "right"), ("right", "left")] {
      if name.hasSuffix(side) { return name.dropLast(side.count) + opposite }
      if name.hasPrefix(side) { return opposite + name.dropFirst(side.count) }
    }
    return name
  }

  /// Whether a lane changes its sign: mirroring in the plane x = 0 keeps a rotation's x and w, turns y and
  /// z, turns a displacement's x and a gaze to the side.
  static func turns(_ channel: Channel, _ lane: Int) -> Bool {
    switch channel.kind {
    case .weight: false
    case .angle: channel == .gazeYaw
    case .rotation: lane == 1 || lane == 2
    case .translation: lane == 0
    }
  }
}
