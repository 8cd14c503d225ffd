import Motion

/// A track on its way onto a skeleton.
struct NodeConversion {
  private let track: Track
  private let rest: SkeletonRest
  private let turns: ModelTurns
  private(set) var outcome = Retargeting.Outcome()
  /// Columns of custom rotations and translations, by node.
  private var customTurns: [Int: Int] = [:]
  private var customMoves: [Int: Int] = [:]
  private var curveColumns: [(column: Int, channel: Channel)] = []

  init(_ track: Track, _ rest: SkeletonRest, hipHeight: Float?) {
    self.track = track
    self.rest = rest
    turns = ModelTurns(track.layout)
    if let hipHeight, hipHeight > 0, rest.hipHeight > 0 { outcome.hipScale = rest.hipHeight / hipHeight }
    sortChannels()
  }

  private mutating func sortChannels() {
    var nodeOf: [String: Int] = [:]
    for (number, node) in rest.nodes.enumerated() where nodeOf[node.name] == nil {
      nodeOf[node.name] = number
    }
    let bones = Set(rest.humanoid.values)
    for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
      switch channel.kind {
      case .weight, .angle: curveColumns.append((column, channel))
      case .rotation where channel.bone != nil:
        guard let bone = channel.bone, rest.humanoid[bone] == nil else { continue }
        if hasBoneBelow(bone) { outcome.folded.append(bone) } else { outcome.dropped.append(channel.name) }
      case .translation where channel.bone != nil:
        if channel.bone != .hips || rest.humanoid[.hips] == nil { outcome.dropped.append(channel.name) }
      case .rotation, .translation:
        let suffix = channel.kind == .rotation ? ".rotation" : ".translation"
        var name = channel.name
        if name.hasSuffix(suffix) { name.removeLast(suffix.count) }
        var node = nodeOf[name]
        if node == nil, name.hasPrefix("node.") { node = nodeOf[String(name.dropFirst("node.".count))] }
        guard let node, !bones.contains(node) else {
          outcome.dropped.append(channel.name)
          continue
        }
        if channel.kind == .rotation { customTurns[node] = column } else { customMoves[node] = column }
      }
    }
  }

  private func hasBoneBelow(_ bone: HumanoidBone) -> Bool {
    TPose.children(of: bone).contains { rest.humanoid[$0] != nil || hasBoneBelow($0) }
  }

  mutating func motion(name: String) -> NodeMotion {
    var out = NodeMotion(
      name: name, nodes: rest.nodes, humanoid: rest.humanoid, rate: track.rate, frameCount: track.frameCount)
    guard let still = SkeletonWalk(rest.nodes) else { return out }
    let scales = still.parentScales
    var boneOf: [Int: HumanoidBone] = [:]
    for bone in HumanoidBone.allCases { if let node = rest.humanoid[bone] { boneOf[node] = bone } }
    // Every bone is written, so that a skeleton that does not rest in the T-pose stands as the track says.
    let turned = rest.order.filter { boneOf[$0] != nil || customTurns[$0] != nil || !restsInTPose($0, still) }
    out.rotated = turned.map { NodeMotion.NodeColumn($0) }
    let hips = track.layout.offset(of: Channel.translation(of: .hips).name).flatMap { column in
      rest.humanoid[.hips].map { (node: $0, column: column) }
    }
    let moved = (hips.map { [$0.node] } ?? []) + customMoves.keys.sorted()
    out.moved = moved.map { NodeMotion.NodeColumn($0) }
    out.curveColumns = curveColumns.map { NodeMotion.CurveColumn($0.channel) }
    out.rotations.reserveCapacity(track.frameCount * turned.count)

    var columnOf: [Int?] = Array(repeating: nil, count: rest.nodes.count)
    for (k, node) in turned.enumerated() { columnOf[node] = k }
    var world = still.rotations
    var places = still.positions
    var model = world
    var row: [Quaternion] = Array(repeating: .identity, count: turned.count)
    var last = row
    let toFile = rest.motionAxes.conjugate
    for frame in 0..<track.frameCount {
      let bones = turns.turns(track, frame)
      var hipsTranslation = SIMD3<Float>.zero
      for node in rest.order {
        let parent = rest.nodes[node].parent
        if let bone = boneOf[node] {
          model[node] = bones[bone] ?? .identity
        } else {
          model[node] = parent.map { model[$0] } ?? .identity
        }
        var translation = rest.nodes[node].translation
        if let column = customMoves[node] {
          translation += vector(frame, column) / rest.metresPerUnit / scales[node]
        }
        if let hips, hips.node == node {
          let place = rest.hipsPosition + vector(frame, hips.column) * outcome.hipScale
          let file = toFile.act(place) / rest.metresPerUnit
          translation =
            parent.map { world[$0].conjugate.act(file - places[$0]) / scales[node] } ?? file
          hipsTranslation = translation
        }
        if let k = columnOf[node] {
          var local: Quaternion
          if let column = customTurns[node] {
            local = (rest.nodes[node].rotation.normalized * rotation(frame, column)).normalized
            world[node] = parent.map { (world[$0] * local).normalized } ?? local
          } else {
            // Where the node shall stand in the world, in the file's axes.
            world[node] = (toFile * model[node] * rest.rotations[node]).normalized
            local = ((parent.map { world[$0].conjugate } ?? .identity) * world[node]).normalized
          }
          if (local.vector * last[k].vector).sum() < 0 { local = Quaternion(-local.vector) }
          row[k] = local
        } else {
          let local = rest.nodes[node].rotation.normalized
          world[node] = parent.map { (world[$0] * local).normalized } ?? local
        }
        places[node] =
          parent.map { places[$0] + world[$0].act(scales[node] * translation) } ?? translation
      }
      last = row
      out.rotations.append(contentsOf: row)
      if hips != nil { out.translations.append(hipsTranslation) }
      for node in moved.dropFirst(hips == nil ? 0 : 1) {
        let way = vector(frame, customMoves[node] ?? 0) / rest.metresPerUnit / scales[node]
        out.translations.append(rest.nodes[node].translation + way)
      }
      for curve in curveColumns { out.curves.append(track[frame, curve.column]) }
    }
    return out
  }

  /// Whether a node that is no bone stands to its parent in the T-pose as it does at rest.
  private func restsInTPose(_ node: Int, _ still: SkeletonWalk) -> Bool {
    let parent = rest.nodes[node].parent.map { rest.rotations[$0] } ?? rest.motionAxes
    let local = (parent.conjugate * rest.rotations[node]).normalized
    return local.degrees(to: rest.nodes[node].rotation.normalized) < 0.01
  }

  private func rotation(_ frame: Int, _ column: Int) -> Quaternion {
    Quaternion(
      x: track[frame, column], y: track[frame, column + 1], z: track[frame, column + 2],
      w: track[frame, column + 3]
    ).normalized
  }

  private func vector(_ frame: Int, _ column: Int) -> SIMD3<Float> {
    SIMD3(track[frame, column], track[frame, column + 1], track[frame, column + 2])
  }
}
