public import Motion

/// Where a character's way across the floor goes.
public enum RootMotion: String, Sendable, CaseIterable {
  /// It stays in the hips, as the track has it.
  case hips
  /// It is taken out: hips move up and down only.
  case inPlace = "in-place"
  /// It goes to a root above the character; hips keep what goes up and down.
  case node

  /// The channel that moves a root above the character, in metres.
  public static let channel = Channel("root.translation", kind: .translation)

  /// The track with its way across the floor where it belongs. Tracks without hips that move come back as they are.
  public func applied(to track: Track) -> Track {
    let hips = Channel.translation(of: .hips)
    guard self != .hips, track.layout[hips.name] == hips, let at = track.layout.offset(of: hips.name),
      track.layout[Self.channel.name] == nil
    else { return track }
    let width = track.layout.width
    var samples = track.samples
    for row in 0..<track.frameCount {
      samples[row * width + at] = 0
      samples[row * width + at + 2] = 0
    }
    guard self == .node else { return Track(layout: track.layout, rate: track.rate, samples: samples) }
    let layout = ChannelLayout(track.layout.channels + [Self.channel])
    var wider: [Float] = []
    wider.reserveCapacity(track.frameCount * layout.width)
    for row in 0..<track.frameCount {
      wider.append(contentsOf: samples[row * width..<(row + 1) * width])
      wider += [track.samples[row * width + at], 0, track.samples[row * width + at + 2]]
    }
    return Track(layout: layout, rate: track.rate, samples: wider)
  }
}
