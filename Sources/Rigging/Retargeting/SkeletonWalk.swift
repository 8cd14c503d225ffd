import Motion

/// World rotations and positions of a node tree, frame by frame, in lists made once.
struct SkeletonWalk {
  let nodes: [Rig.Node]
  /// Parents before children.
  let order: [Int]
  /// Product of the scales of the nodes above.
  let parentScales: [SIMD3<Float>]
  private(set) var localRotations: [Quaternion]
  private(set) var localTranslations: [SIMD3<Float>]
  private(set) var rotations: [Quaternion]
  private(set) var positions: [SIMD3<Float>]

  /// Stands the tree in its rest pose; `nil` when it is none.
  init?(_ nodes: [Rig.Node]) {
    guard let order = Rig(nodes: nodes).parentFirstOrder else { return nil }
    self.nodes = nodes
    self.order = order
    localRotations = nodes.map { $0.rotation.normalized }
    localTranslations = nodes.map(\.translation)
    rotations = localRotations
    positions = localTranslations
    var scales = nodes.map { _ in SIMD3<Float>(1, 1, 1) }
    for node in order {
      if let parent = nodes[node].parent { scales[node] = scales[parent] * nodes[parent].scale }
    }
    parentScales = scales
    update()
  }

  /// Takes on a frame of a motion of these nodes.
  mutating func take(_ motion: NodeMotion, frame: Int) {
    for (k, column) in motion.rotated.enumerated() {
      localRotations[column.node] = motion.rotations[frame * motion.rotated.count + k].normalized
    }
    for (k, column) in motion.moved.enumerated() {
      localTranslations[column.node] = motion.translations[frame * motion.moved.count + k]
    }
    update()
  }

  private mutating func update() {
    for node in order {
      guard let parent = nodes[node].parent else {
        rotations[node] = localRotations[node]
        positions[node] = localTranslations[node]
        continue
      }
      rotations[node] = (rotations[parent] * localRotations[node]).normalized
      positions[node] =
        positions[parent] + rotations[parent].act(parentScales[node] * localTranslations[node])
    }
  }
}
