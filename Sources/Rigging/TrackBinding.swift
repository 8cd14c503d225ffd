public import Motion

/// The columns of a layout that move something on a rig, found once by name so that a frame needs no look-ups.
public struct TrackBinding: Sendable {
  /// Channels that move nothing on the rig, in the layout's order.
  public let unbound: [Channel]
  /// How the face of the rig follows channels that it does not have itself.
  public let derived: DerivedChannels
  /// Columns in one frame.
  public let width: Int
  /// Whether the layout brings `eyeLook…` weights or look expressions of its own.
  public let hasEyeLook: Bool
  /// Whether gaze angles are left aside because weights of the same layout turn the eyes of the rig.
  public let gazeIsByWeights: Bool

  struct Turn: Sendable {
    let bone: HumanoidBone
    let node: Int
    let column: Int
  }
  struct NodeTurn: Sendable {
    let node: Int
    let column: Int
  }
  struct Weight: Sendable {
    let slot: Int
    let column: Int
    let factor: Float
  }
  /// An expression, or targets that a derivation moves, and the sum that drives it.
  struct Drive: Sendable {
    let output: MorphSlots.Output
    let inputs: [(column: Int, factor: Float)]
    let isDerived: Bool
  }
  let turns: [Turn]
  let nodeTurns: [NodeTurn]
  let nodeMoves: [NodeTurn]
  let weights: [Weight]
  let drives: [Drive]
  let hips: (node: Int, column: Int)?
  let gazeYaw: Int?
  let gazePitch: Int?
  /// Columns of ``EyeLook/names``, where eye bones take their turn from them for want of a gaze.
  let lookColumns: [Int?]?
  /// Whether the left and the right eye bone have a rotation channel.
  let hasEyeTurn: [Bool]
  var hasGaze: Bool { gazeYaw != nil || gazePitch != nil || lookColumns != nil }

  /// What drives one morph target. Targets with equal sources have equal weights in every frame.
  public struct Source: Hashable, Sendable {
    /// Columns of the layout that are added up.
    public var columns: [Int]
    /// What each column is multiplied by.
    public var factors: [Float]
    /// Index into ``EyeLook/names`` of the gaze weight that drives it.
    public var look: Int?
    /// Expressions and derivations that drive it, by a number of their own, and their factors there.
    public var mixes: [Mix] = []

    /// The share of an expression or a derivation.
    public struct Mix: Hashable, Sendable {
      /// Number within the binding: expressions by their index, then derivations.
      public var number: Int
      /// What its weight is multiplied by.
      public var factor: Float
    }
  }

  /// Nodes that rotate: humanoid bones in the layout's order, other nodes, then eyes that follow the gaze.
  public let rotatedNodes: [Int]
  /// Nodes that are displaced: the hips when the layout translates them, then other nodes in the layout's order.
  public var translatedNodes: [Int] { (hips.map { [$0.node] } ?? []) + nodeMoves.map(\.node) }
  /// What drives each slot of ``PosedRig``.
  private let sources: [Source?]
  /// Slots that nothing drives, and the weights other than 0 that they have by default.
  let defaults: [(slot: Int, weight: Float)]
  private let ranges: [Range<Int>]

  /// What drives each morph target of the mesh at a node; `nil` for targets that nothing drives.
  public func sources(of node: Int) -> ArraySlice<Source?> { sources[ranges[node]] }

  /// The node that a channel names which is not one of a humanoid bone: `<node>.rotation` or `<node>.translation`.
  ///
  /// A quaternion is the node's local rotation relative to rest, in the node's own axes: local = rest · value. A
  /// translation is its displacement from rest in metres, in the axes of the node above.
  public static func nodeName(of channel: Channel) -> String? {
    guard channel.kind == .rotation || channel.kind == .translation, channel.bone == nil else { return nil }
    let ending = channel.kind == .rotation ? ".rotation" : ".translation"
    guard channel.name.hasSuffix(ending), channel.name.utf8.count > ending.utf8.count else { return nil }
    return String(channel.name.dropLast(ending.count))
  }

  /// Binds a layout to the rig of `posed`.
  ///
  /// A morph target is driven by the channel of its very name, else by one that names the same ARKit shape, viseme
  /// or preset. A weight channel that names no target but an expression drives the expression. What of the face
  /// is then left over moves through ``DerivedChannels``. A rotation channel turns its humanoid bone, else the
  /// node of its name, as a translation channel displaces it; of nodes that share a name the first. What
  /// bears the name of a bone is meant as a node when `node.` stands in front.
  ///
  /// - Parameters:
  ///   - layout: The channels.
  ///   - posed: The rig.
  ///   - reserved: Names of channels that mean something else than a node of the rig.
  public init(layout: ChannelLayout, posed: PosedRig, reserved: Set<String> = []) {
    width = layout.width
    let face = FaceBinding(layout, posed.morphs)
    hasEyeLook = (EyeLook.names + ExpressionPreset.looks).contains { face.columns[$0] != nil }
    derived = face.derived
    weights = face.weights
    drives = face.drives
    var bound = face.bound

    var turns: [Turn] = []
    for (channel, column) in zip(layout.channels, layout.offsets) where channel.kind == .rotation {
      guard let bone = channel.bone, let node = posed.rig.humanoid[bone] else { continue }
      turns.append(Turn(bone: bone, node: node, column: column))
      bound.insert(channel.name)
    }
    self.turns = turns
    let nodeTurns = Self.nodes(
      .rotation, layout, posed.rig, taken: Set(turns.map(\.node)), reserved, bound: &bound)
    self.nodeTurns = nodeTurns
    let hasEyeTurn = [HumanoidBone.leftEye, .rightEye].map { eye in turns.contains { $0.bone == eye } }
    self.hasEyeTurn = hasEyeTurn
    let hipsName = Channel.translation(of: .hips).name
    if layout[hipsName]?.kind == .translation, let column = layout.offset(of: hipsName),
      let node = posed.rig.humanoid[.hips]
    {
      hips = (node, column)
      bound.insert(hipsName)
    } else {
      hips = nil
    }
    nodeMoves = Self.nodes(
      .translation, layout, posed.rig, taken: Set([hips?.node].compactMap { $0 }), reserved, bound: &bound)
    let yaw = layout[Channel.gazeYaw.name] == .gazeYaw ? layout.offset(of: Channel.gazeYaw.name) : nil
    let pitch = layout[Channel.gazePitch.name] == .gazePitch ? layout.offset(of: Channel.gazePitch.name) : nil
    let hasEyeLook = hasEyeLook
    let gaze = posed.gaze
    func eyeFollows(_ side: Int) -> Bool {
      gaze.eyes[side] != nil && !hasEyeTurn[side] && !(hasEyeLook && gaze.morphsTurn[side])
    }
    let eyesFollow = eyeFollows(0) || eyeFollows(1)
    let gazeIsSeen = eyesFollow || (!hasEyeLook && (!gaze.targets.isEmpty || gaze.isByExpression))
    gazeYaw = gazeIsSeen ? yaw : nil
    gazePitch = gazeIsSeen ? pitch : nil
    if gazeYaw != nil { bound.insert(Channel.gazeYaw.name) }
    if gazePitch != nil { bound.insert(Channel.gazePitch.name) }
    let lookNames = (EyeLook.names + ExpressionPreset.looks).compactMap { face.columns[$0]?.name }
    let gazeIsByWeights =
      !gazeIsSeen && (yaw != nil || pitch != nil) && lookNames.contains(where: face.bound.contains)
    self.gazeIsByWeights = gazeIsByWeights
    if gazeIsByWeights { bound.formUnion([Channel.gazeYaw.name, Channel.gazePitch.name]) }
    let hasGaze = gazeYaw != nil || gazePitch != nil
    if !hasGaze, eyesFollow, EyeLook.names.contains(where: { face.columns[$0] != nil }) {
      lookColumns = EyeLook.names.map { face.columns[$0]?.column }
      for name in EyeLook.names { if let source = face.columns[name] { bound.insert(source.name) } }
    } else {
      lookColumns = nil
    }
    var rotated = turns.map(\.node) + nodeTurns.map(\.node)
    var boneTurns = hasEyeTurn
    if hasGaze || lookColumns != nil {
      for side in 0..<2 where eyeFollows(side) {
        guard let eye = gaze.eyes[side] else { continue }
        if !rotated.contains(eye) { rotated.append(eye) }
        boneTurns[side] = true
      }
    }
    rotatedNodes = rotated
    let sources = Self.sources(
      face, posed, gazes: hasGaze || lookColumns != nil, hasEyeLook: hasEyeLook, boneTurns: boneTurns)
    self.sources = sources
    defaults = posed.morphs.defaults.filter { sources[$0.slot] == nil }
    ranges = posed.morphs.ranges
    unbound = layout.channels.filter { !bound.contains($0.name) }
  }

  private static func nodes(
    _ kind: Channel.Kind, _ layout: ChannelLayout, _ rig: Rig, taken: Set<Int>, _ reserved: Set<String>,
    bound: inout Set<String>
  ) -> [NodeTurn] {
    let named = zip(layout.channels, layout.offsets).compactMap { channel, column in
      channel.kind != kind || reserved.contains(channel.name)
        ? nil : nodeName(of: channel).map { (name: $0, channel: channel.name, column: column) }
    }
    guard !named.isEmpty else { return [] }
    var numbers: [String: Int] = [:]
    for (number, node) in rig.nodes.enumerated() where numbers[node.name] == nil {
      numbers[node.name] = number
    }
    var taken = taken
    let prefix = "node."
    return named.compactMap { entry in
      let bare = entry.name.hasPrefix(prefix) ? numbers[String(entry.name.dropFirst(prefix.count))] : nil
      guard let node = numbers[entry.name] ?? bare, taken.insert(node).inserted else { return nil }
      bound.insert(entry.channel)
      return NodeTurn(node: node, column: entry.column)
    }
  }

  private static func sources(
    _ face: FaceBinding, _ posed: PosedRig, gazes: Bool, hasEyeLook: Bool, boneTurns: [Bool]
  ) -> [Source?] {
    var sources: [Source?] = Array(repeating: nil, count: posed.morphs.slots.count)
    func change(_ slot: Int, _ body: (inout Source) -> Void) {
      var source = sources[slot] ?? Source(columns: [], factors: [])
      body(&source)
      sources[slot] = source
    }
    for weight in face.weights {
      change(weight.slot) {
        $0.columns.append(weight.column)
        $0.factors.append(weight.factor)
      }
    }
    let expressions = posed.morphs.expressions
    func mix(_ output: MorphSlots.Output, _ number: Int) {
      switch output {
      case .expression(let index):
        for bind in expressions[index].binds {
          change(bind.slot) { $0.mixes.append(.init(number: index, factor: bind.weight)) }
        }
      case .slots(let slots):
        for slot in slots { change(slot) { $0.mixes.append(.init(number: number, factor: 1)) } }
      }
    }
    for (number, drive) in face.drives.enumerated() { mix(drive.output, expressions.count + number) }
    guard gazes, !hasEyeLook else { return sources }
    for (direction, output) in posed.gaze.looks.enumerated() {
      if let output { mix(output, expressions.count + face.drives.count + direction) }
    }
    for target in posed.gaze.targets {
      if let side = target.eyeball, boneTurns[side] { continue }
      change(target.slot) { $0.look = target.look }
    }
    return sources
  }
}
