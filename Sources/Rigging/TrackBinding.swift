public import Motion

/// The columns of a layout that move something on a rig, found once by name so that a frame needs no look-ups.
public struct TrackBinding: Sendable {
  /// Channels that move nothing on the rig, in the layout's order.
  public let unbound: [Channel]
  /// Columns in one frame.
  public let width: Int
  /// Whether the layout brings `eyeLook…` weights of its own.
  public let hasEyeLook: Bool

  struct Turn: Sendable {
    let bone: HumanoidBone
    let node: Int
    let column: Int
  }
  struct Weight: Sendable {
    let slot: Int
    let column: Int
    let factor: Float
  }
  let turns: [Turn]
  let weights: [Weight]
  let hips: (node: Int, column: Int)?
  let gazeYaw: Int?
  let gazePitch: Int?
  /// Whether the left and the right eye bone have a rotation channel.
  let hasEyeTurn: [Bool]

  /// What drives one morph target: columns with their factors, and a derived gaze weight.
  public struct Source: Hashable, Sendable {
    /// Columns of the layout.
    public var columns: [Int]
    /// What each column is multiplied by.
    public var factors: [Float]
    /// Index into ``EyeLook/names`` of the gaze weight that drives it.
    public var look: Int?
  }

  /// Nodes that rotate, humanoid bones in the layout's order and then eyes that follow the gaze.
  public let rotatedNodes: [Int]
  /// The node of the hips, when the layout translates it.
  public var translatedNode: Int? { hips?.node }
  /// What drives each slot of ``PosedRig``.
  private let sources: [Source?]
  private let ranges: [Range<Int>]

  /// What drives each morph target of the mesh at a node; `nil` for targets that nothing drives.
  public func sources(of node: Int) -> ArraySlice<Source?> { sources[ranges[node]] }

  /// Binds a layout to the rig of `posed`.
  ///
  /// A morph target is driven by the channel of its very name, else by one that names the same ARKit shape. A
  /// weight channel that names no target but an expression drives what the expression binds.
  public init(layout: ChannelLayout, posed: PosedRig) {
    width = layout.width
    var bound: Set<String> = []
    var columns: [String: (name: String, column: Int)] = [:]
    for (channel, column) in zip(layout.channels, layout.offsets) where channel.kind == .weight {
      let key = ARKit.canonicalName(for: channel.name) ?? channel.name
      if columns[key] == nil || channel.name == key { columns[key] = (channel.name, column) }
    }
    hasEyeLook = EyeLook.names.contains { columns[$0] != nil }
    var weights: [Weight] = []
    for (number, slot) in posed.morphs.slots.enumerated() {
      if layout[slot.name]?.kind == .weight, let column = layout.offset(of: slot.name) {
        weights.append(Weight(slot: number, column: column, factor: 1))
        bound.insert(slot.name)
      } else if let source = columns[slot.key] {
        weights.append(Weight(slot: number, column: source.column, factor: 1))
        bound.insert(source.name)
      }
    }
    for expression in posed.morphs.expressions {
      guard let source = columns[expression.name], !expression.binds.isEmpty else { continue }
      bound.insert(source.name)
      for bind in expression.binds {
        weights.append(Weight(slot: bind.slot, column: source.column, factor: bind.weight))
      }
    }
    self.weights = weights

    var turns: [Turn] = []
    for (channel, column) in zip(layout.channels, layout.offsets) where channel.kind == .rotation {
      guard let bone = channel.bone, let node = posed.rig.humanoid[bone] else { continue }
      turns.append(Turn(bone: bone, node: node, column: column))
      bound.insert(channel.name)
    }
    self.turns = turns
    hasEyeTurn = [HumanoidBone.leftEye, .rightEye].map { eye in turns.contains { $0.bone == eye } }
    let hipsName = Channel.translation(of: .hips).name
    if layout[hipsName]?.kind == .translation, let column = layout.offset(of: hipsName),
      let node = posed.rig.humanoid[.hips]
    {
      hips = (node, column)
      bound.insert(hipsName)
    } else {
      hips = nil
    }
    let yaw = layout[Channel.gazeYaw.name] == .gazeYaw ? layout.offset(of: Channel.gazeYaw.name) : nil
    let pitch = layout[Channel.gazePitch.name] == .gazePitch ? layout.offset(of: Channel.gazePitch.name) : nil
    let hasEyeLook = hasEyeLook
    let hasEyeTurn = hasEyeTurn
    let gazeIsSeen =
      (0..<2).contains { side in
        posed.gaze.eyes[side] != nil && !hasEyeTurn[side] && !(hasEyeLook && posed.gaze.morphsTurn[side])
      } || (!hasEyeLook && !posed.gaze.targets.isEmpty)
    gazeYaw = gazeIsSeen ? yaw : nil
    gazePitch = gazeIsSeen ? pitch : nil
    if gazeYaw != nil { bound.insert(Channel.gazeYaw.name) }
    if gazePitch != nil { bound.insert(Channel.gazePitch.name) }
    var rotated = turns.map(\.node)
    let gazes = gazeYaw != nil || gazePitch != nil
    var boneTurns = hasEyeTurn
    if gazes {
      for side in 0..<2 where !hasEyeTurn[side] {
        guard let eye = posed.gaze.eyes[side], !(hasEyeLook && posed.gaze.morphsTurn[side]) else { continue }
        rotated.append(eye)
        boneTurns[side] = true
      }
    }
    rotatedNodes = rotated
    var sources: [Source?] = Array(repeating: nil, count: posed.morphs.slots.count)
    for weight in weights {
      var source = sources[weight.slot] ?? Source(columns: [], factors: [])
      source.columns.append(weight.column)
      source.factors.append(weight.factor)
      sources[weight.slot] = source
    }
    if gazes && !hasEyeLook {
      for target in posed.gaze.targets {
        if let side = target.eyeball, boneTurns[side] { continue }
        var source = sources[target.slot] ?? Source(columns: [], factors: [])
        source.look = target.look
        sources[target.slot] = source
      }
    }
    self.sources = sources
    ranges = posed.morphs.ranges
    unbound = layout.channels.filter { !bound.contains($0.name) }
  }
}
