public import Motion

/// Puts the rotations of bones that a rig does not have into those of the bones below them, so that what hangs there
/// turns as far as in the track.
///
/// For a missing bone P and each bone C next below it that the rig has, C turns by P · C; C then stands on what
/// carries P, in the same attitude. A missing bone with nothing below it has nowhere to go and stays as it is.
public enum TrackFolding {
  /// A track for a rig, and the bones whose rotations went into others.
  public struct Folded: Sendable, Equatable {
    /// The track; channels of folded bones are gone, and bones below that had none have one.
    public var track: Track
    /// The folded bones, in the track's order.
    public var bones: [HumanoidBone]
  }

  /// Folds what a humanoid lacks.
  public static func fold(_ track: Track, onto humanoid: [HumanoidBone: Int]) -> Folded {
    guard humanoid[.hips] != nil else { return Folded(track: track, bones: []) }
    let below = heirs(of: humanoid)
    var sources: [HumanoidBone: Int] = [:]
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) where channel.kind == .rotation
    {
      if let bone = channel.bone { sources[bone] = column }
    }
    let bones = track.layout.channels.compactMap { channel -> HumanoidBone? in
      guard channel.kind == .rotation, let bone = channel.bone, humanoid[bone] == nil else { return nil }
      return below[bone]?.isEmpty == false ? bone : nil
    }
    guard !bones.isEmpty else { return Folded(track: track, bones: []) }
    let folded = Set(bones)
    var channels = track.layout.channels.filter { channel in
      channel.kind != .rotation || channel.bone.map { !folded.contains($0) } ?? true
    }
    // Each heir turns by all folded bones above it, the uppermost first.
    var chains: [(bone: HumanoidBone, columns: [Int])] = []
    for heir in HumanoidBone.allCases where humanoid[heir] != nil {
      var columns: [Int] = []
      var at = heir.parentBone
      while let bone = at, humanoid[bone] == nil {
        if folded.contains(bone), let column = sources[bone] { columns.insert(column, at: 0) }
        at = bone.parentBone
      }
      guard !columns.isEmpty else { continue }
      if let own = sources[heir] { columns.append(own) } else { channels.append(.rotation(of: heir)) }
      chains.append((heir, columns))
    }
    var out = Track(layout: ChannelLayout(channels), rate: track.rate, frameCount: track.frameCount)
    copy(track, to: &out)
    let targets = chains.compactMap { chain in
      out.layout.offset(of: Channel.rotation(of: chain.bone).name).map { (columns: chain.columns, at: $0) }
    }
    let (width, wide) = (track.layout.width, out.layout.width)
    for frame in 0..<track.frameCount {
      for target in targets {
        var turn = Quaternion.identity
        for column in target.columns {
          let at = frame * width + column
          turn =
            turn
            * Quaternion(
              x: track.samples[at], y: track.samples[at + 1], z: track.samples[at + 2],
              w: track.samples[at + 3])
        }
        let vector = turn.normalized.vector
        for part in 0..<4 { out.samples[frame * wide + target.at + part] = vector[part] }
      }
    }
    return Folded(track: out, bones: bones)
  }

  /// The bones of a humanoid next below each bone that it lacks.
  private static func heirs(of humanoid: [HumanoidBone: Int]) -> [HumanoidBone: [HumanoidBone]] {
    var table: [HumanoidBone: [HumanoidBone]] = [:]
    for bone in HumanoidBone.allCases where humanoid[bone] != nil {
      var at = bone.parentBone
      while let above = at, humanoid[above] == nil {
        table[above, default: []].append(bone)
        at = above.parentBone
      }
    }
    return table
  }

  /// Takes over the channels that both have.
  private static func copy(_ track: Track, to out: inout Track) {
    let shared = zip(out.layout.channels, out.layout.offsets).compactMap { channel, column in
      track.layout[channel.name] == channel
        ? track.layout.offset(of: channel.name).map { (from: $0, to: column, width: channel.kind.width) }
        : nil
    }
    let (width, wide) = (track.layout.width, out.layout.width)
    for frame in 0..<track.frameCount {
      for part in shared {
        for number in 0..<part.width {
          out.samples[frame * wide + part.to + number] = track.samples[frame * width + part.from + number]
        }
      }
    }
  }
}
