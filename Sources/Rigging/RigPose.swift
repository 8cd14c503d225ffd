public import Motion

/// One frame of a character in the words of the channels: what a rig is asked to show.
public struct RigPose: Sendable, Equatable {
  /// VRM normalised local rotations; a bone not listed keeps its rest pose.
  public var rotations: [HumanoidBone: Quaternion]
  /// Displacement of the hips from rest in metres, in the axes of the T-pose.
  public var hipsTranslation: SIMD3<Float>
  /// Morph and expression weights by name; ARKit shapes under their canonical spelling.
  public var weights: [String: Float]
  /// Gaze in radians, positive to the character's left; `nil` when the frame says nothing about gaze.
  public var gazeYaw: Float?
  /// Gaze in radians, positive upward.
  public var gazePitch: Float?

  /// Makes a pose; the default is rest.
  public init(
    rotations: [HumanoidBone: Quaternion] = [:], hipsTranslation: SIMD3<Float> = .zero,
    weights: [String: Float] = [:], gazeYaw: Float? = nil, gazePitch: Float? = nil
  ) {
    self.rotations = rotations
    self.hipsTranslation = hipsTranslation
    self.weights = weights
    self.gazeYaw = gazeYaw
    self.gazePitch = gazePitch
  }

  /// One frame of a track. For many frames bind the layout once with ``TrackBinding``.
  ///
  /// - Precondition: `frame` lies in the track.
  public init(track: Track, frame: Int) {
    precondition(frame >= 0 && frame < track.frameCount, "frame outside the track")
    self.init()
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
      switch channel.kind {
      case .weight:
        weights[ARKit.canonicalName(for: channel.name) ?? channel.name] = track[frame, column]
      case .angle:
        if channel == .gazeYaw { gazeYaw = track[frame, column] }
        if channel == .gazePitch { gazePitch = track[frame, column] }
      case .rotation:
        guard let bone = channel.bone else { continue }
        rotations[bone] = Quaternion(
          x: track[frame, column], y: track[frame, column + 1], z: track[frame, column + 2],
          w: track[frame, column + 3])
      case .translation:
        guard channel.bone == .hips else { continue }
        hipsTranslation = SIMD3(
          track[frame, column], track[frame, column + 1], track[frame, column + 2])
      }
    }
  }
}
