public import Motion

/// A rig in one pose: local transforms, world matrices, morph weights and skin matrices of the last frame applied.
///
/// All lists are made once; ``apply(_:_:updatingWorld:)`` writes into them without allocating.
///
/// The rest pose of the rig is taken for its T-pose, as VRM 1.0 demands (``Rig/standingInTPose()`` brings others into
/// it). A normalised rotation q of a bone with
/// rest rotation r below a parent whose world rest rotation is W becomes the local rotation W⁻¹·q·W·r
/// (`VRMC_vrm` 1.0, humanoid, "normalised" pose; world rotations are products of the local ones).
public struct PosedRig: Sendable {
  /// The rig, as given.
  public let rig: Rig
  /// The ranges at which derived `eyeLook…` weights are full.
  public let eyeLook: EyeLook
  /// World matrix of each node.
  public private(set) var worldMatrices: [Matrix4]
  /// Local rotation of each node.
  public private(set) var localRotations: [Quaternion]
  /// Local translation of each node in metres.
  public private(set) var localTranslations: [SIMD3<Float>]
  /// World rotation at rest of each node.
  public let restRotations: [Quaternion]

  let morphs: MorphSlots
  let gaze: GazeSlots
  private(set) var weights: [Float]
  /// Weight of each expression of the rig, in its order, after overrides: what its colours and textures take. An
  /// expression whose name a morph target has stays at 0, for that target is driven in its place.
  public private(set) var expressionWeights: [Float]
  private(set) var skinMatrices: [[Matrix4]]
  private let order: [Int]
  /// Inverse of the world rest rotation of each node's parent.
  let parentInverses: [Quaternion]
  /// Turns metres in the axes of the T-pose into the axes of the hips' parent.
  private(set) var hipsAxes: Matrix4
  /// Product of the scales of the nodes above each node.
  let parentScales: [SIMD3<Float>]

  /// Checks the rig and stands it in its rest pose.
  ///
  /// - Throws: ``RigError`` when ``Rig/validate()`` finds a fault.
  public init(_ rig: Rig, eyeLook: EyeLook = EyeLook()) throws(RigError) {
    try rig.validate()
    guard let order = rig.parentFirstOrder else {
      throw .brokenReference(what: "the node tree runs in a circle and")
    }
    self.rig = rig
    self.eyeLook = eyeLook
    self.order = order
    morphs = MorphSlots(rig)
    gaze = GazeSlots(rig, morphs)
    weights = Array(repeating: 0, count: morphs.slots.count)
    expressionWeights = Array(repeating: 0, count: rig.expressions.count)
    localRotations = rig.nodes.map(\.rotation)
    localTranslations = rig.nodes.map(\.translation)
    worldMatrices = Array(repeating: .identity, count: rig.nodes.count)
    skinMatrices = rig.skins.map { Array(repeating: .identity, count: $0.joints.count) }
    var rest: [Quaternion] = Array(repeating: .identity, count: rig.nodes.count)
    var inverses = rest
    var scales: [SIMD3<Float>] = Array(repeating: SIMD3(1, 1, 1), count: rig.nodes.count)
    for number in order {
      let node = rig.nodes[number]
      if let parent = node.parent { scales[number] = scales[parent] * rig.nodes[parent].scale }
      let parent = node.parent.map { rest[$0] } ?? .identity
      inverses[number] = parent.conjugate
      rest[number] = (parent * node.rotation).normalized
    }
    restRotations = rest
    parentInverses = inverses
    parentScales = scales
    hipsAxes = .identity
    for (slot, weight) in morphs.defaults { weights[slot] = weight }
    updateWorld()
    if let hips = rig.humanoid[.hips], let parent = rig.nodes[hips].parent {
      hipsAxes = worldMatrices[parent].affineInverse
    }
  }

  /// Takes on a pose. Bones and morph targets that it does not name go back to rest, these to their default weights.
  ///
  /// For single poses; for many frames bind the layout once with ``TrackBinding``.
  public mutating func apply(_ pose: RigPose) {
    let (layout, row) = pose.row()
    let binding = TrackBinding(layout: layout, posed: self)
    row.withUnsafeBufferPointer { apply(binding, $0) }
  }

  /// Takes on a pose given by node; what it does not name goes back to rest. Nodes that the rig does not have,
  /// and weights beyond a mesh's targets, are left out.
  public mutating func apply(_ pose: LocalPose) {
    rest()
    for (slot, weight) in morphs.defaults { weights[slot] = weight }
    for (node, rotation) in pose.rotations where localRotations.indices.contains(node) {
      localRotations[node] = rotation
    }
    for (node, translation) in pose.translations where localTranslations.indices.contains(node) {
      localTranslations[node] = translation
    }
    for (node, values) in pose.weights where morphs.ranges.indices.contains(node) {
      for (slot, value) in zip(morphs.ranges[node], values) { weights[slot] = value }
    }
    updateWorld()
  }

  /// Takes on one frame of a track whose layout was bound to this rig.
  ///
  /// - Parameters:
  ///   - binding: Made by ``TrackBinding/init(layout:posed:)`` for this rig.
  ///   - row: The samples of the frame, `binding.width` of them.
  ///   - updatingWorld: Whether world and skin matrices are brought up to date; local values always are.
  public mutating func apply(
    _ binding: TrackBinding, _ row: UnsafeBufferPointer<Float>, updatingWorld: Bool = true
  ) {
    precondition(row.count >= binding.width, "row shorter than the bound layout")
    rest()
    for entry in binding.turns {
      let at = entry.column
      turn(entry.node, Quaternion(x: row[at], y: row[at + 1], z: row[at + 2], w: row[at + 3]))
    }
    if let (node, at) = binding.hips { move(node, SIMD3(row[at], row[at + 1], row[at + 2])) }
    for entry in binding.nodeTurns {
      let at = entry.column
      let rotation = Quaternion(x: row[at], y: row[at + 1], z: row[at + 2], w: row[at + 3]).normalized
      localRotations[entry.node] = (rig.nodes[entry.node].rotation * rotation).normalized
    }
    for entry in binding.nodeMoves {
      let at = entry.column
      let scale = parentScales[entry.node]
      for part in 0..<3 where scale[part] != 0 {
        localTranslations[entry.node][part] += row[at + part] / scale[part]
      }
    }
    for (slot, weight) in binding.defaults { weights[slot] = weight }
    for entry in binding.weights { weights[entry.slot] += row[entry.column] * entry.factor }
    for drive in binding.drives {
      var value: Float = 0
      for input in drive.inputs { value += row[input.column] * input.factor }
      if drive.isDerived { value = min(1, max(0, value)) }
      show(drive.output, value)
    }
    if binding.hasGaze {
      var gaze = (yaw: binding.gazeYaw.map { row[$0] } ?? 0, pitch: binding.gazePitch.map { row[$0] } ?? 0)
      if let columns = binding.lookColumns {
        var looks = SIMD8<Float>.zero
        for (number, column) in columns.enumerated() { if let column { looks[number] = row[column] } }
        gaze = eyeLook.gaze(of: looks)
      }
      look(
        yaw: gaze.yaw, pitch: gaze.pitch, hasEyeLook: binding.hasEyeLook, leftTurned: binding.hasEyeTurn[0],
        rightTurned: binding.hasEyeTurn[1])
    }
    showExpressions()
    if updatingWorld { updateWorld() }
  }

  /// Morph weights of the mesh at a node, in the order of its targets; empty when it has none.
  public func morphWeights(of node: Int) -> ArraySlice<Float> { weights[morphs.ranges[node]] }

  /// World position of a node in metres.
  public func position(of node: Int) -> SIMD3<Float> { worldMatrices[node].point(.zero) }

  /// World rotation of a node since rest: identity in the rest pose.
  public func rotationSinceRest(of node: Int) -> Quaternion {
    var world = localRotations[node]
    var at = rig.nodes[node].parent
    while let parent = at {
      world = localRotations[parent] * world
      at = rig.nodes[parent].parent
    }
    return (world * restRotations[node].conjugate).normalized
  }

  private mutating func rest() {
    for number in rig.nodes.indices {
      localRotations[number] = rig.nodes[number].rotation
      localTranslations[number] = rig.nodes[number].translation
    }
    for slot in weights.indices { weights[slot] = 0 }
    for number in expressionWeights.indices { expressionWeights[number] = 0 }
  }

  private mutating func turn(_ node: Int, _ normalised: Quaternion) {
    localRotations[node] = (parentInverses[node] * normalised.normalized * restRotations[node]).normalized
  }

  private mutating func move(_ node: Int, _ displacement: SIMD3<Float>) {
    localTranslations[node] = rig.nodes[node].translation + hipsAxes.direction(displacement)
  }

  private mutating func look(
    yaw: Float, pitch: Float, hasEyeLook: Bool, leftTurned: Bool, rightTurned: Bool
  ) {
    let rotation = EyeLook.rotation(yaw: yaw, pitch: pitch)
    var boneTurns = SIMD2<Int32>(leftTurned ? 1 : 0, rightTurned ? 1 : 0)
    for side in 0..<2 where boneTurns[side] == 0 {
      guard let eye = gaze.eyes[side], !(hasEyeLook && gaze.morphsTurn[side]) else { continue }
      turn(eye, rotation)
      boneTurns[side] = 1
    }
    guard !hasEyeLook else { return }
    for (direction, output) in gaze.looks.enumerated() {
      guard let output else { continue }
      show(output, gaze.weight(of: direction, yaw: yaw, pitch: pitch))
    }
    let values = eyeLook.weights(yaw: yaw, pitch: pitch)
    for target in gaze.targets {
      if let side = target.eyeball, boneTurns[side] == 1 { continue }
      weights[target.slot] += values[target.look]
    }
  }

  private mutating func show(_ output: MorphSlots.Output, _ value: Float) {
    switch output {
    case .expression(let number): expressionWeights[number] += value
    case .slots(let slots): for slot in slots { weights[slot] += value }
    }
  }

  /// Lets the expressions override each other and sets what they bind (`VRMC_vrm` 1.0, expressions).
  private mutating func showExpressions() {
    if morphs.hasOverrides {
      var losses = SIMD4<Float>.zero
      for (number, expression) in morphs.expressions.enumerated() {
        let weight = shown(expression, number)
        guard weight > 0 else { continue }
        for group in 0..<3 {
          switch expression.overrides[group] {
          case .none: break
          case .block: losses[group] = 1
          case .blend: losses[group] += weight
          }
        }
      }
      for (number, expression) in morphs.expressions.enumerated() {
        guard let group = expression.group?.rawValue, losses[group] > 0 else { continue }
        expressionWeights[number] = shown(expression, number) * max(0, 1 - losses[group])
      }
    }
    for (number, expression) in morphs.expressions.enumerated() {
      let weight = shown(expression, number)
      expressionWeights[number] = weight
      guard weight != 0 else { continue }
      for bind in expression.binds { weights[bind.slot] += weight * bind.weight }
    }
  }

  private func shown(_ expression: MorphSlots.Expression, _ number: Int) -> Float {
    let weight = expressionWeights[number]
    return expression.isBinary ? (weight > 0.5 ? 1 : 0) : weight
  }

  private mutating func updateWorld() {
    for number in order {
      let local = Matrix4(
        translation: localTranslations[number], rotation: localRotations[number],
        scale: rig.nodes[number].scale)
      if let parent = rig.nodes[number].parent {
        worldMatrices[number] = worldMatrices[parent] * local
      } else {
        worldMatrices[number] = local
      }
    }
    for (number, skin) in rig.skins.enumerated() {
      for joint in skin.joints.indices {
        skinMatrices[number][joint] = worldMatrices[skin.joints[joint]] * skin.inverseBindMatrices[joint]
      }
    }
  }
}
