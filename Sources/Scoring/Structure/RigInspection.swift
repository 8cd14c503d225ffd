import Motion

/// One walk over a track that counts and lists what breaks the rules of its channels.
struct RigInspection {
  let track: Track
  let limits: ScoringLimits
  let width: Int
  /// Rest of the bones, where the rig is at hand.
  let bones: BodyChain?
  /// What was found.
  var faults: FaultList
  /// Weights out of range within the tolerance.
  var clamped = 0

  init(track: Track, limits: ScoringLimits, bones: BodyChain? = nil) {
    self.track = track
    self.limits = limits
    self.bones = bones
    width = track.layout.width
    faults = FaultList(frameCount: track.frameCount)
  }

  mutating func run(skippingFinite: Bool) {
    let layout = track.layout
    let known = limits.channels.map(Set.init)
    for (index, channel) in layout.channels.enumerated() {
      let offset = layout.offsets[index]
      faults.beginChannel()
      if !Self.isKnown(channel, among: known) { faults.noteWhole(.unknownChannel, channel.name) }
      if !skippingFinite { checkFinite(channel, offset) }
      switch channel.kind {
      case .weight: checkRange(channel.name, offset)
      case .angle: if limits.weights[channel.name] != nil { checkRange(channel.name, offset) }
      case .rotation: checkRotation(channel, offset)
      case .translation: checkLength(channel, offset)
      }
      if let limit = limits.speeds[channel.name] { checkSpeed(channel, offset, limit) }
      if limits.never.contains(channel.name) { checkRest(channel, offset) }
    }
    for pair in limits.forbiddenPairs {
      faults.beginChannel()
      checkPair(pair)
    }
  }

  /// Whether the rig knows a channel, by its own list or by the vocabulary of the field.
  static func isKnown(_ channel: Channel, among known: Set<String>?) -> Bool {
    if let known { return known.contains(channel.name) }
    switch channel.kind {
    case .weight: return ARKit.canonicalName(for: channel.name) == channel.name
    case .angle: return channel == .gazeYaw || channel == .gazePitch
    case .rotation, .translation: return channel.bone != nil
    }
  }

  /// Frames whose row is not sound, in order.
  @inline(__always)
  func frames(_ isSound: (UnsafePointer<Float>) -> Bool) -> [Int] {
    track.samples.withUnsafeBufferPointer { samples in
      guard var row = samples.baseAddress else { return [] }
      var result: [Int] = []
      for frame in 0..<track.frameCount {
        if !isSound(row) { result.append(frame) }
        row += width
      }
      return result
    }
  }
}
