public import Motion

/// One frame of a character in the words of the channels: what a rig is asked to show.
public struct RigPose: Sendable, Equatable {
  /// VRM normalised local rotations; a bone not listed keeps its rest pose.
  public var rotations: [HumanoidBone: Quaternion]
  /// Rotations of other nodes by name, relative to rest, in the node's own axes.
  public var nodeRotations: [String: Quaternion]
  /// Displacements of other nodes by name, in metres and the axes of the node above.
  public var nodeTranslations: [String: SIMD3<Float>]
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
    weights: [String: Float] = [:], gazeYaw: Float? = nil, gazePitch: Float? = nil,
    nodeRotations: [String: Quaternion] = [:], nodeTranslations: [String: SIMD3<Float>] = [:]
  ) {
    self.nodeTranslations = nodeTranslations
    self.nodeRotations = nodeRotations
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
        let name = ARKit.canonicalName(for: channel.name) ?? channel.name
        // The exact spelling goes before another one of the same shape.
        if weights[name] == nil || channel.name == name { weights[name] = track[frame, column] }
      case .angle:
        if channel == .gazeYaw { gazeYaw = track[frame, column] }
        if channel == .gazePitch { gazePitch = track[frame, column] }
      case .rotation:
        let rotation = Quaternion(
          x: track[frame, column], y: track[frame, column + 1], z: track[frame, column + 2],
          w: track[frame, column + 3])
        if let bone = channel.bone {
          rotations[bone] = rotation
        } else if let node = TrackBinding.nodeName(of: channel) {
          nodeRotations[node] = rotation
        }
      case .translation:
        let move = SIMD3(track[frame, column], track[frame, column + 1], track[frame, column + 2])
        if channel.bone == .hips {
          hipsTranslation = move
        } else if let node = TrackBinding.nodeName(of: channel) {
          nodeTranslations[node] = move
        }
      }
    }
  }

  /// The pose as one row and its layout, in an order that depends on names only.
  func row() -> (layout: ChannelLayout, row: [Float]) {
    var channels: [Channel] = []
    var row: [Float] = []
    func add(_ channel: Channel, _ rotation: Quaternion) {
      channels.append(channel)
      for part in 0..<4 { row.append(rotation.vector[part]) }
    }
    for bone in HumanoidBone.allCases {
      if let rotation = rotations[bone] { add(.rotation(of: bone), rotation) }
    }
    for (name, rotation) in nodeRotations.sorted(by: { $0.key < $1.key })
    where HumanoidBone(rawValue: name) == nil {
      add(Channel(name + ".rotation", kind: .rotation), rotation)
    }
    channels.append(.translation(of: .hips))
    for part in 0..<3 { row.append(hipsTranslation[part]) }
    for (name, move) in nodeTranslations.sorted(by: { $0.key < $1.key })
    where HumanoidBone(rawValue: name) == nil {
      channels.append(Channel(name + ".translation", kind: .translation))
      for part in 0..<3 { row.append(move[part]) }
    }
    for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
      channels.append(.weight(name))
      row.append(weight)
    }
    for (channel, angle) in [(Channel.gazeYaw, gazeYaw), (.gazePitch, gazePitch)] {
      guard let angle, weights[channel.name] == nil else { continue }
      channels.append(channel)
      row.append(angle)
    }
    return (ChannelLayout(channels), row)
  }
}
