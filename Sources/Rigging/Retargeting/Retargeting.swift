public import Motion

/// Carries motion between skeletons of different rest poses, by way of normalised humanoid rotations.
///
/// With M the turn of a node since the T-pose in the axes of the T-pose, the channel of a bone is M of the nearest
/// bone above it, undone, times its own M (`VRMC_vrm_animation`, pose data of different T-poses). Rotations of
/// nodes that are no bones, but stand between bones, are so contained in those of the bones below them.
public enum Retargeting {
  /// What came of a conversion.
  public struct Outcome: Sendable, Equatable {
    /// Bones whose rotation has no place on the target and was put into that of the bones below.
    public var folded: [HumanoidBone] = []
    /// What has no place on the target: bones at the end of a chain, nodes, weights, displacements; by name.
    public var dropped: [String] = []
    /// What the displacement of the hips was multiplied with.
    public var hipScale: Float = 1
  }

  /// The motion as a track: bones, hips, and what else moves under its own name.
  ///
  /// Nodes that are no humanoid bones and have none below keep `<node>.rotation`, the local rotation since rest in the
  /// node's own axes (local = rest · value, as ``TrackBinding`` reads it), and `<node>.translation`, the displacement
  /// since rest in the axes of the node above, in metres. A node that bears the name of a bone that it is not becomes
  /// `node.<node>.rotation`.
  public static func track(of motion: NodeMotion, at rest: SkeletonRest) -> (track: Track, outcome: Outcome) {
    var conversion = TrackConversion(motion, rest)
    return (conversion.track(), conversion.outcome)
  }

  /// A track as motion of another skeleton.
  ///
  /// - Parameters:
  ///   - track: Normalised humanoid rotations, displacement of the hips in metres, and custom channels, which move
  ///     the nodes of their names.
  ///   - rest: The skeleton.
  ///   - hipHeight: Height of the hips in metres of the body that the track is of; the displacement is scaled by
  ///     the ratio of heights. `nil` leaves it as it is.
  public static func motion(
    of track: Track, on rest: SkeletonRest, hipHeight: Float? = nil, name: String = ""
  ) -> (motion: NodeMotion, outcome: Outcome) {
    var conversion = NodeConversion(track, rest, hipHeight: hipHeight)
    return (conversion.motion(name: name), conversion.outcome)
  }

  /// Largest and RMS difference of two tracks in the turns of their bones since the T-pose, each with those of all
  /// bones above it, over the bones and frames that both have.
  public struct Difference: Sendable, Equatable {
    /// Bones that both have.
    public var bones: Int = 0
    /// Root mean square in degrees.
    public var rmsDegrees: Double = 0
    /// Largest in degrees.
    public var largestDegrees: Double = 0
    /// The bone that has it.
    public var worstBone: HumanoidBone?
    /// RMS of the place of the hips in metres, where both have one.
    public var hipsRMS: Double = 0
  }

  /// Compares two tracks of the same rate, frame by frame.
  public static func difference(_ a: Track, _ b: Track) -> Difference {
    var difference = Difference()
    let left = ModelTurns(a.layout)
    let right = ModelTurns(b.layout)
    let bones = HumanoidBone.allCases.filter { left.columns[$0] != nil && right.columns[$0] != nil }
    difference.bones = bones.count
    let frames = min(a.frameCount, b.frameCount)
    var sum = 0.0
    var hips = 0.0
    let place = Channel.translation(of: .hips).name
    for frame in 0..<frames {
      let one = left.turns(a, frame)
      let other = right.turns(b, frame)
      for bone in bones {
        guard let x = one[bone], let y = other[bone] else { continue }
        let off = x.degrees(to: y)
        sum += off * off
        if off > difference.largestDegrees || difference.worstBone == nil {
          difference.largestDegrees = off
          difference.worstBone = bone
        }
      }
      if let p = a.layout.offset(of: place), let q = b.layout.offset(of: place) {
        for k in 0..<3 {
          let off = Double(a[frame, p + k]) - Double(b[frame, q + k])
          hips += off * off
        }
      }
    }
    if frames > 0, !bones.isEmpty {
      difference.rmsDegrees = (sum / Double(frames * bones.count)).squareRoot()
      difference.hipsRMS = (hips / Double(frames)).squareRoot()
    }
    return difference
  }
}

/// Turns since the T-pose of all bones of a track, with those of the bones above.
struct ModelTurns {
  /// First column of each bone's rotation.
  let columns: [HumanoidBone: Int]

  init(_ layout: ChannelLayout) {
    var columns: [HumanoidBone: Int] = [:]
    for (channel, column) in zip(layout.channels, layout.offsets) where channel.kind == .rotation {
      if let bone = channel.bone { columns[bone] = column }
    }
    self.columns = columns
  }

  func turns(_ track: Track, _ frame: Int) -> [HumanoidBone: Quaternion] {
    var out: [HumanoidBone: Quaternion] = [:]
    for bone in HumanoidBone.allCases {
      let above = bone.parentBone.flatMap { out[$0] } ?? .identity
      out[bone] = (above * rotation(of: bone, track, frame)).normalized
    }
    return out
  }

  func rotation(of bone: HumanoidBone, _ track: Track, _ frame: Int) -> Quaternion {
    guard let column = columns[bone] else { return .identity }
    return Quaternion(
      x: track[frame, column], y: track[frame, column + 1], z: track[frame, column + 2],
      w: track[frame, column + 3]
    ).normalized
  }
}
