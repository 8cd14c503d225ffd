import Motion

extension NodeMotion {
  /// The same motion on a skeleton whose nodes all rest without rotation or scale, as BVH demands: offsets are the
  /// differences of world places at rest, rotations count from the world's axes.
  ///
  /// A motion whose nodes rest so already is returned as it is.
  public var withoutRestRotations: NodeMotion {
    let isPlain = nodes.allSatisfy {
      $0.rotation == .identity && $0.scale == SIMD3(1, 1, 1)
    }
    guard !isPlain, let walk = SkeletonWalk(nodes) else { return self }
    var out = self
    for (number, node) in nodes.enumerated() {
      let origin = node.parent.map { walk.positions[$0] } ?? .zero
      out.nodes[number].translation = walk.positions[number] - origin
      out.nodes[number].rotation = .identity
      out.nodes[number].scale = SIMD3(1, 1, 1)
    }
    for frame in 0..<frameCount {
      for (k, column) in rotated.enumerated() {
        let parent = nodes[column.node].parent.map { walk.rotations[$0] } ?? .identity
        let at = frame * rotated.count + k
        out.rotations[at] =
          (parent * rotations[at].normalized * walk.rotations[column.node].conjugate).normalized
      }
      for (k, column) in moved.enumerated() {
        let parent = nodes[column.node].parent.map { walk.rotations[$0] } ?? .identity
        let at = frame * moved.count + k
        out.translations[at] = parent.act(walk.parentScales[column.node] * translations[at])
      }
    }
    return out
  }

  /// The motion with only the nodes that are asked for; each hangs on the nearest one above that stays, and takes
  /// over what the nodes between did at rest. Rotations and displacements of nodes that go are lost.
  public func keeping(_ isKept: (Int) -> Bool) -> NodeMotion {
    let plain = withoutRestRotations
    guard let walk = SkeletonWalk(plain.nodes) else { return self }
    var number: [Int?] = Array(repeating: nil, count: nodes.count)
    var out = plain
    out.nodes = []
    for node in walk.order where isKept(node) {
      var parent = plain.nodes[node].parent
      while let above = parent, number[above] == nil { parent = plain.nodes[above].parent }
      var copy = plain.nodes[node]
      copy.translation = walk.positions[node] - (parent.map { walk.positions[$0] } ?? .zero)
      copy.parent = parent.flatMap { number[$0] }
      number[node] = out.nodes.count
      out.nodes.append(copy)
    }
    out.humanoid = humanoid.compactMapValues { number[$0] }
    let turns = plain.rotated.indices.filter { number[plain.rotated[$0].node] != nil }
    let moves = plain.moved.indices.filter { number[plain.moved[$0].node] != nil }
    out.rotated = turns.map {
      NodeColumn(number[plain.rotated[$0].node] ?? 0, plain.rotated[$0].interpolation)
    }
    out.moved = moves.map { NodeColumn(number[plain.moved[$0].node] ?? 0, plain.moved[$0].interpolation) }
    out.rotations = []
    out.translations = []
    for frame in 0..<frameCount {
      for k in turns { out.rotations.append(plain.rotations[frame * plain.rotated.count + k]) }
      for k in moves { out.translations.append(plain.translations[frame * plain.moved.count + k]) }
    }
    return out
  }
}
